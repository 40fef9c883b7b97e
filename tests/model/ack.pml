/* SPDX-License-Identifier: Apache-2.0
 *
 * The two-stage acknowledgement between one terminal and a center that is restored from backups
 * (sync/client/outbox.h, sync/center/restore.h), as far as it decides when a payload may be erased.
 *
 *   file -> unsent -> stored in generation g under row r -> erased, once g is the center's generation
 *   and r is not above the row up to which the center says that it is backed up
 *
 * Messages are lost, doubled, and come late, also over a restore. The center is restored from its
 * newest finished backup, in another generation, and numbers its rows on from there: numbers are
 * given twice. Promise: what the terminal lets go is in that backup.
 *
 * Compiled with -DERASE_ON_STORED or -DIGNORE_GENERATION the promise must break.
 */
#define RECORDS 2
#define RESTORES 1

/* The terminal. */
bool filed[RECORDS], held[RECORDS];
byte stored_in[RECORDS];   /* Generation; 0: unsent. */
byte stored_row[RECORDS];
byte known = 0;            /* Generation. */

/* The center, and its newest finished backup. */
byte generation = 1;
byte row_of[RECORDS];      /* 0: not there. */
byte rows = 0;             /* The highest given. */
byte told = 0;             /* Backed up, as answers say. */
byte copy_of[RECORDS];
byte copy_rows = 0;
byte restores = 0;

chan up = [1] of { byte };   /* A record's number; the terminal itself sends it again. */
chan down = [2] of { byte, byte, byte, byte };    /* Record, row, generation, backed up. */

byte i;

inline erase(n) {
    held[n] = false;
    assert(copy_of[n] != 0)
}

proctype Terminal() {
    byte n, row, told_by, backed, k;
    do
    :: atomic { n = 0; do :: n < RECORDS - 1 -> n++ :: break od;
         if
         :: !filed[n] -> filed[n] = true; held[n] = true
         :: filed[n] && held[n] && len(up) < 1 -> up!n   /* Sends, or asks again. */
         :: filed[n] && !(held[n] && len(up) < 1) -> skip
         fi }
    :: atomic { down?n, row, told_by, backed ->
#ifndef IGNORE_GENERATION
         if
         :: told_by != known ->
              known = told_by;
              k = 0;
              do
              :: k < RECORDS ->
                   if :: held[k] && stored_in[k] != known -> stored_in[k] = 0 :: else fi;
                   k++
              :: else -> break
              od
         :: else
         fi;
#endif
         if :: held[n] -> stored_in[n] = told_by; stored_row[n] = row :: else fi;
         k = 0;
         do
         :: k < RECORDS ->
              if
#ifdef ERASE_ON_STORED
              :: held[k] && stored_in[k] != 0 -> erase(k)
#else
#ifdef IGNORE_GENERATION
              :: held[k] && stored_in[k] != 0 && stored_row[k] <= backed -> erase(k)
#else
              :: held[k] && stored_in[k] == known && stored_row[k] <= backed -> erase(k)
#endif
#endif
              :: else
              fi;
              k++
         :: else -> break
         od }
    od
}

/* One transaction stores and answers; a record that is there is told its row again. */
proctype Center() {
    byte n;
    do
    :: atomic { up?n ->
         if :: row_of[n] == 0 -> rows++; row_of[n] = rows :: else fi;
         if
         :: len(down) < 2 -> down!n, row_of[n], generation, told
         :: len(down) >= 2 -> skip                    /* Lost. */
         fi }
    :: atomic { rows > copy_rows ->                  /* A backup is finished; nobody was told. */
         for (i : 0 .. RECORDS - 1) { copy_of[i] = row_of[i] }
         copy_rows = rows }
    :: atomic { told < copy_rows -> told = copy_rows }   /* The watermark moves. */
    :: atomic { restores < RESTORES -> restores++;
         for (i : 0 .. RECORDS - 1) { row_of[i] = copy_of[i] }
         rows = copy_rows; generation++; told = 0 }
    od
}

proctype Network() {
    byte n, row, told_by, backed;
    do
    :: up?n                                          /* Lost. */
    :: down?n, row, told_by, backed
    :: atomic { len(down) == 1 -> down?<n, row, told_by, backed>;   /* Doubled. */
         down!n, row, told_by, backed }
    od
}

init { atomic { run Terminal(); run Center(); run Network() } }
