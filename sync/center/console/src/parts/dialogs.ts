// SPDX-License-Identifier: Apache-2.0
// Dialogs come in a piece of their own: no page waits for them before it can be read.
import { defineAsyncComponent } from 'vue';

export const AppDialog = defineAsyncComponent(() => import('./AppDialog.vue'));
