// SPDX-License-Identifier: Apache-2.0
/** A kiosk's clock that is this wrong is worth a visit. */
export const clockOffMin = 5;
/** Starts of the program within a day that need nobody: switched on in the morning, and an update at night. */
export const startsUsual = 2;
