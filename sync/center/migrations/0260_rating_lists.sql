-- SPDX-License-Identifier: Apache-2.0
-- What lists of ratings run along: the newest month first, within it the worst, and then by chance,
-- so that a page costs its rows among millions. `place` is drawn by lot: it says nothing of when a
-- rating came nor of whose it is, so that a page may be asked for behind it.
ALTER TABLE rating ADD COLUMN filed_on TEXT NOT NULL DEFAULT '';  -- "2026-11-26"
ALTER TABLE rating ADD COLUMN month    TEXT NOT NULL DEFAULT '';  -- of it
ALTER TABLE rating ADD COLUMN unit     TEXT NOT NULL DEFAULT '';
ALTER TABLE rating ADD COLUMN window   TEXT NOT NULL DEFAULT '';
ALTER TABLE rating ADD COLUMN place    INTEGER NOT NULL DEFAULT 0;
UPDATE rating
   SET filed_on = substr(s.half_day, 1, 10), month = substr(s.half_day, 1, 7), unit = s.unit, window = s.window,
       place = random() & 9223372036854775807
  FROM submission AS s WHERE s.record_id = rating.record_id;
CREATE INDEX rating_by_month ON rating (month, level, place, filed_on);
CREATE INDEX rating_of_unit ON rating (unit, month, level, place, filed_on, window);
CREATE INDEX rating_of_window ON rating (window, month, level, place, filed_on, unit);
-- Few are left out of the figures; they are looked for among all.
CREATE INDEX ticket_excluded ON ticket (filed_on, unit) WHERE excluded = 1;
