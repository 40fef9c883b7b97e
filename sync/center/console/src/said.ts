// SPDX-License-Identifier: Apache-2.0
// What somebody here has said on the telephone before, by language and kind of call: they know the words, and the
// next call needs the room.
import { reactive } from 'vue';

export const said = reactive(new Set<string>());
