-- SPDX-License-Identifier: Apache-2.0
-- Notices in Uyghur too, and the language in which each goes out: that of the unit's people.
ALTER TABLE notice ADD COLUMN text_ug TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN language TEXT NOT NULL DEFAULT 'zh-CN'
  CHECK (language IN ('zh-CN', 'en', 'ug'));
