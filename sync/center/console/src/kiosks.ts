// SPDX-License-Identifier: Apache-2.0
/** A kiosk's clock that is this wrong is worth a visit. */
export const clockOffMin = 5;
