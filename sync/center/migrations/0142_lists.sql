-- SPDX-License-Identifier: Apache-2.0
-- What lists of work run along that show some states or one unit only: what such a list leaves out is
-- not even read. Of open tickets alone, so that what has ended costs nothing.
CREATE INDEX ticket_of_state_by_due ON ticket (state, due_on, id) WHERE due_on <> '';
CREATE INDEX ticket_of_unit_by_due ON ticket (unit, due_on, id) WHERE due_on <> '';
-- Lists of a window, of a kind, and of some days; statistics run along the last one, too.
CREATE INDEX ticket_by_window ON ticket (window, id);
CREATE INDEX ticket_by_kind ON ticket (kind, id);
DROP INDEX ticket_by_day;
CREATE INDEX ticket_by_day ON ticket (filed_on, unit, window);
