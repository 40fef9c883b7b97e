-- SPDX-License-Identifier: Apache-2.0
-- What changed on the staff's lists, in one order, for those who watch them (registry/changes.h). The
-- triggers stand here so that no room can forget to tell. It holds no time. What a citizen or a
-- monitor does at a terminal is never told by itself: who watched would learn when a complaint was
-- filed. Only what an account did to a ticket or an issue is.
CREATE TABLE change (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  list    TEXT NOT NULL,
  subject TEXT NOT NULL,                -- id, code or name; '' for the list as a whole
  by      TEXT NOT NULL                 -- an account; '' where none did it
) STRICT;

CREATE TRIGGER change_of_ticket AFTER INSERT ON ticket_event
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.by)
BEGIN INSERT INTO change (list, subject, by) VALUES ('tickets', NEW.ticket, NEW.by); END;
CREATE TRIGGER change_of_issue AFTER INSERT ON issue_event
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.by)
BEGIN INSERT INTO change (list, subject, by) VALUES ('issues', NEW.issue, NEW.by); END;
CREATE TRIGGER change_of_card AFTER INSERT ON card_event
BEGIN INSERT INTO change (list, subject, by)
      VALUES ('cards', NEW.card, iif(NEW.by = '(rule)', '', NEW.by)); END;
CREATE TRIGGER change_of_duty AFTER INSERT ON monitoring_duty
BEGIN INSERT INTO change (list, subject, by) VALUES ('duties', NEW.id, ''); END;
CREATE TRIGGER change_of_done_duty AFTER UPDATE OF done_on ON monitoring_duty
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.done_by)
BEGIN INSERT INTO change (list, subject, by) VALUES ('duties', NEW.id, NEW.done_by); END;
CREATE TRIGGER change_of_contact AFTER INSERT ON point_contact
BEGIN INSERT INTO change (list, subject, by) VALUES ('contacts', NEW.id, NEW.by); END;
CREATE TRIGGER change_of_alarm AFTER INSERT ON alarm
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', '', ''); END;
CREATE TRIGGER change_of_enrolled_kiosk AFTER INSERT ON kiosk
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.name, ''); END;
CREATE TRIGGER change_of_revoked_kiosk AFTER UPDATE OF revoked_at_ms, epoch ON kiosk
WHEN NEW.revoked_at_ms IS NOT OLD.revoked_at_ms OR NEW.epoch <> OLD.epoch
BEGIN INSERT INTO change (list, subject, by) VALUES ('kiosks', NEW.name, ''); END;
CREATE TRIGGER change_of_hall AFTER INSERT ON hall
BEGIN INSERT INTO change (list, subject, by) VALUES ('hall', '', ''); END;
CREATE TRIGGER change_of_journal AFTER INSERT ON journal
BEGIN INSERT INTO change (list, subject, by)
      VALUES ('journal', NEW.n, iif(NEW.by = '(command)', '', NEW.by)); END;
CREATE TRIGGER change_of_made_account AFTER INSERT ON account
BEGIN INSERT INTO change (list, subject, by) VALUES ('accounts', NEW.name, ''); END;
CREATE TRIGGER change_of_account AFTER UPDATE OF display, role, unit, disabled_at_ms ON account
BEGIN INSERT INTO change (list, subject, by) VALUES ('accounts', NEW.name, ''); END;
CREATE TRIGGER change_of_made_point AFTER INSERT ON monitoring_point
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.code, ''); END;
CREATE TRIGGER change_of_point AFTER UPDATE ON monitoring_point
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.code, ''); END;
CREATE TRIGGER change_of_made_monitor AFTER INSERT ON monitor
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.point, ''); END;
CREATE TRIGGER change_of_monitor
AFTER UPDATE OF point, name, phone, from_on, until_on, badge_on, pin_hash ON monitor
BEGIN INSERT INTO change (list, subject, by) VALUES ('points', NEW.point, ''); END;

-- The half-day up to whose beginning filings were told of.
CREATE TABLE change_half_day (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  told TEXT    NOT NULL
) STRICT;
INSERT INTO change_half_day (only, told) VALUES (1, '');
