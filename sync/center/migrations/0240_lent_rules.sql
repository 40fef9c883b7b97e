-- SPDX-License-Identifier: Apache-2.0
-- The national edition that lends an edition what it does not say, as it was on the day on which that one
-- was brought in: a national edition of a later day changes nothing for what stands already.
ALTER TABLE rule_edition ADD COLUMN lent TEXT NOT NULL DEFAULT '';  -- empty: that of the program
DROP TRIGGER rule_edition_stays;
UPDATE rule_edition
   SET lent = ifnull((SELECT national.toml FROM rule_edition AS national
                       WHERE national.profile = 'national' AND national.at_ms < rule_edition.at_ms
                       ORDER BY national.from_day DESC LIMIT 1), '')
 WHERE profile <> 'national';
CREATE TRIGGER rule_edition_stays BEFORE UPDATE ON rule_edition
BEGIN SELECT raise(ABORT, 'an edition of a rule profile is never changed'); END;
