-- SPDX-License-Identifier: Apache-2.0
-- Which case of the approval system a ticket is about, as somebody of the center found out: citizens
-- are not asked for it at a terminal. An empty number: about none any more.
CREATE TABLE ticket_case (
  ticket  INTEGER PRIMARY KEY REFERENCES ticket (id),
  case_no TEXT    NOT NULL,
  version INTEGER NOT NULL,
  by      TEXT    NOT NULL              -- who said so last
) STRICT;
CREATE INDEX ticket_case_by_case ON ticket_case (case_no, ticket) WHERE case_no <> '';
CREATE TRIGGER change_of_linked_ticket AFTER INSERT ON ticket_case
BEGIN INSERT INTO change (list, subject, by) VALUES ('tickets', NEW.ticket, NEW.by); END;
CREATE TRIGGER change_of_ticket_link AFTER UPDATE ON ticket_case
BEGIN INSERT INTO change (list, subject, by) VALUES ('tickets', NEW.ticket, NEW.by); END;

-- Tickets that were called in vain, with the half-days of their calls: what may be tried again is told
-- from this index, and only what was tried today is read.
CREATE INDEX ticket_in_vain ON ticket (course) WHERE state = 'registered' AND has_contact = 1 AND unreached > 0;
