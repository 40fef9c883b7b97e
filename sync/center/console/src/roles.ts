// SPDX-License-Identifier: Apache-2.0
// What a role is shown. The server decides what it may do; this only keeps what is of no use away.
import { computed } from 'vue';
import { current } from './session';

const callers = ['callback', 'supervisor'];

export function useRole() {
  const role = computed(() => current.session?.role ?? '');
  return {
    calls: computed(() => callers.includes(role.value)),
    /** Who sees which calls are owed: the center's own people. */
    callbacks: computed(() => role.value !== '' && role.value !== 'administrator' && role.value !== 'handler'),
    /** Who calls back the ratings that were drawn, and who audits the draw. */
    samples: computed(() => [...callers, 'auditor'].includes(role.value)),
    /** An administrator keeps accounts and kiosks, and sees no tickets. */
    tickets: computed(() => role.value !== '' && role.value !== 'administrator'),
    /** Who answers cards or decides about them. */
    cards: computed(() => role.value === 'handler' || role.value === 'supervisor'),
    accounts: computed(() => role.value === 'administrator' || role.value === 'auditor'),
    /** What could not be filed tells which kiosk it came from: nobody who sees tickets looks there but who audits. */
    parked: computed(() => role.value === 'administrator' || role.value === 'auditor'),
    journal: computed(() => ['administrator', 'auditor', 'supervisor'].includes(role.value)),
    verifies: computed(() => role.value === 'auditor' || role.value === 'supervisor'),
    /** Who gives tickets to units. */
    dispatches: computed(() => role.value === 'intake' || role.value === 'supervisor'),
    supervises: computed(() => role.value === 'supervisor'),
    /** Who has something to do with many tickets at once. */
    actsOnMany: computed(() => ['intake', 'supervisor', 'handler'].includes(role.value)),
    /** Monitors' reports are about units: no unit reads them. */
    issues: computed(() => role.value !== '' && role.value !== 'administrator' && role.value !== 'handler'),
    points: computed(() => role.value !== '' && role.value !== 'handler'),
    /** Who goes to a citizen at a terminal. */
    helps: computed(() => ['intake', 'callback', 'supervisor'].includes(role.value)),
    /** A handler's unit is always the same. */
    manyUnits: computed(() => role.value !== 'handler'),
  };
}
