-- SPDX-License-Identifier: Apache-2.0
-- What ratings of a span of days are counted along.
CREATE INDEX submission_by_day ON submission (kind, half_day);
