-- SPDX-License-Identifier: Apache-2.0
-- Lists of what people complain about, of all tickets and of the open ones by when they are due; the
-- open ones of a window, too.
CREATE INDEX ticket_by_topic ON ticket (topic, id);
CREATE INDEX ticket_of_topic_by_due ON ticket (topic, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_window_by_due ON ticket (window, due_on, id) WHERE due_on <> '';
