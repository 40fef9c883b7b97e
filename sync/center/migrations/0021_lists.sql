-- SPDX-License-Identifier: Apache-2.0
-- What the console's list of one unit's tickets in one state runs along, so that a page of fifty
-- costs fifty rows among millions.
CREATE INDEX ticket_by_unit_and_state ON ticket (unit, state, id);
