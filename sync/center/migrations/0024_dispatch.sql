-- SPDX-License-Identifier: Apache-2.0
-- The unit that handles a ticket; until now that was always the one complained of, except where it
-- must never see it (06, 11: the sealed categories of every profile so far).
ALTER TABLE ticket ADD COLUMN handled_by TEXT NOT NULL DEFAULT '';
UPDATE ticket SET handled_by = unit
 WHERE category NOT IN ('06', '11')
   AND EXISTS (SELECT 1 FROM ticket_event WHERE ticket = ticket.id AND type = 'accepted');
CREATE INDEX ticket_by_handler ON ticket (handled_by, id);
