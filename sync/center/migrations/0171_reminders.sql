-- SPDX-License-Identifier: Apache-2.0
-- What monitors who owe reports are told, each in their own language: one for each duty that was raised.
ALTER TABLE monitor ADD COLUMN language TEXT NOT NULL DEFAULT 'zh-CN'
  CHECK (language IN ('zh-CN', 'en', 'ug'));
CREATE TABLE reminder (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  duty       INTEGER NOT NULL UNIQUE REFERENCES monitoring_duty (id),
  monitor    TEXT    NOT NULL,
  language   TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  made_at_ms INTEGER NOT NULL,
  send_at_ms INTEGER NOT NULL,          -- not before: quiet hours
  sent_at_ms INTEGER
) STRICT;
CREATE INDEX reminder_unsent ON reminder (send_at_ms) WHERE sent_at_ms IS NULL;
