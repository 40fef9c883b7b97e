-- SPDX-License-Identifier: Apache-2.0
-- Notices in both languages of the office, and told of on the stream. Those made before have one.
ALTER TABLE notice ADD COLUMN text_en TEXT NOT NULL DEFAULT '';
CREATE INDEX notice_open ON notice (id) WHERE acked_at_ms IS NULL;
CREATE TRIGGER change_of_notice AFTER INSERT ON notice
BEGIN INSERT INTO change (list, subject, by) VALUES ('notices', NEW.id, ''); END;
CREATE TRIGGER change_of_read_notice AFTER UPDATE OF acked_at_ms ON notice
WHEN OLD.acked_at_ms IS NULL AND NEW.acked_at_ms IS NOT NULL
BEGIN INSERT INTO change (list, subject, by) VALUES ('notices', NEW.id, NEW.acked_by); END;
