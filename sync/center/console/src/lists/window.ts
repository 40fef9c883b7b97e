// SPDX-License-Identifier: Apache-2.0
// Ten thousand rows, and only those near the eye are made: the rest is empty room above and below. On paper
// all of them stand, up to some two thousand; of more it says which do.
import { computed, nextTick, onMounted, onUnmounted, ref, type Ref } from 'vue';
import { onPaper } from '../names';

const allUpTo = 40;   // So many rows cost less than working out which to leave away.
const spare = 8;      // Rows made beyond each edge of the window when it stands still,
const hasty = 3;      // and while it moves: what flies past is not made.
const quietMs = 150;  // Without a scroll it stands still.
const usualPx = 69;   // Height of a row, until it is measured.
const sheetsMax = 2000;  // Rows; who prints more wants a file.

/** Rows may differ in height: the room that is left empty goes by their average. */
export function useRowWindow(table: Ref<HTMLElement | undefined>, count: () => number) {
  const height = ref(usualPx);
  const sight = ref(0);  // The first row in sight.
  const beyond = ref(spare);
  const first = computed(() => Math.max(0, sight.value - beyond.value));
  const inSight = ref(Math.ceil(window.innerHeight / usualPx));
  const fits = computed(() => inSight.value + 2 * beyond.value);
  let asked = 0;
  let resting = 0;

  function measure(): void {
    asked = 0;
    const body = table.value?.querySelector('tbody');
    const rows = body?.querySelectorAll('tr[aria-rowindex]');
    if (!body || !rows?.length || count() <= allUpTo) return;
    const top = rows[0]?.getBoundingClientRect().top ?? 0;
    const bottom = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0;
    height.value = (bottom - top) / rows.length || height.value;
    sight.value = Math.floor(-body.getBoundingClientRect().top / height.value);
    inSight.value = Math.ceil(window.innerHeight / height.value);
  }
  const onScroll = () => {
    if (asked) return;
    asked = requestAnimationFrame(measure);
    beyond.value = hasty;
    window.clearTimeout(resting);
    resting = window.setTimeout(() => { beyond.value = spare; }, quietMs);
  };

  const onResize = () => { asked ||= requestAnimationFrame(measure); };

  const isWhole = computed(() => count() <= allUpTo || (onPaper.value && count() <= sheetsMax));
  const from = computed(() => (isWhole.value ? 0 : Math.min(first.value, Math.max(0, count() - fits.value))));
  const to = computed(() => (isWhole.value ? count() : Math.min(count(), from.value + fits.value)));

  /** Puts the keyboard on the way into a row, or on the row itself, wherever it is. */
  async function focusRow(index: number): Promise<void> {
    const body = table.value?.querySelector('tbody');
    if (!body) return;
    if (index < from.value || index >= to.value) {
      window.scrollTo(0, body.getBoundingClientRect().top + window.scrollY + index * height.value - window.innerHeight / 2);
      measure();
      await nextTick();
    }
    const row = body.querySelector<HTMLElement>(`tr[aria-rowindex="${index + 2}"]`);
    (row?.querySelector<HTMLElement>('a, td.unfold button') ?? row)?.focus();
  }

  onMounted(() => {
    window.addEventListener('scroll', onScroll, { passive: true });
    window.addEventListener('resize', onResize);
    measure();
  });
  onUnmounted(() => {
    window.removeEventListener('scroll', onScroll);
    window.removeEventListener('resize', onResize);
    cancelAnimationFrame(asked);
    window.clearTimeout(resting);
  });
  return {
    from, to, focusRow,
    /** Paper has no room for all of them: only those near the eye stand on it. */
    isCut: computed(() => onPaper.value && count() > sheetsMax),
    /** Rows fly past. */
    isMoving: computed(() => !isWhole.value && beyond.value === hasty),
    above: computed(() => from.value * height.value),
    below: computed(() => (count() - to.value) * height.value),
  };
}
