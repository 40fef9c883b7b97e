-- SPDX-License-Identifier: Apache-2.0
-- First answers to requests that carried an Idempotency-Key, for a day, locked (api/idempotency.cpp).
CREATE TABLE idempotency (
  id      BLOB    PRIMARY KEY,          -- of account, route and key
  request BLOB    NOT NULL,             -- digest of query and body
  answer  BLOB    NOT NULL,
  at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (at_ms);
