-- SPDX-License-Identifier: Apache-2.0
-- What a unit that objects to a card proves its words with (supervision/card_events.h).
ALTER TABLE card_event ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
