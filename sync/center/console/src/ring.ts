// SPDX-License-Identifier: Apache-2.0
// Two short tones, made here: nothing is loaded. A browser may forbid a page to sound before somebody has
// pressed something in it; then the page says so, since it is trusted to be heard in another room.
import { reactive, readonly } from 'vue';

const state = reactive({ blocked: false });
/** Whether the last attempt to sound was in vain. */
export const sound = readonly(state);

const startMs = 2_000;  // Sound that may start does so in some ten milliseconds.
const hushMs = 1_000;   // After the tones: a context that runs keeps the sound card awake.
let made: AudioContext | undefined;
let hushing = 0;

/** Tries to start the sound, and plays nothing. @return whether it runs. */
export async function trySound(): Promise<boolean> {
  try {
    if (!made) {
      made = new AudioContext();
      // It may run only once somebody has pressed something, however long ago it was asked for.
      made.onstatechange = () => { if (made?.state === 'running') state.blocked = false; };
    }
    await Promise.race([made.resume(), new Promise((late) => window.setTimeout(late, startMs))]);
    state.blocked = made.state !== 'running';
  } catch {
    state.blocked = true;
  }
  window.clearTimeout(hushing);
  hushing = window.setTimeout(() => { if (made?.state === 'running') void made.suspend(); }, hushMs);
  return !state.blocked;
}

export async function ring(): Promise<void> {
  if (!await trySound() || !made) return;  // The notice on the page is there all the same.
  for (const [i, pitch] of [660, 880].entries()) {
    const tone = made.createOscillator();
    const volume = made.createGain();
    tone.frequency.value = pitch;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(made.destination);
    tone.start(made.currentTime + i * 0.18);
    tone.stop(made.currentTime + i * 0.18 + 0.15);
  }
}

// Any press gives the page leave to sound: no button need be sought.
for (const sign of ['click', 'keydown']) {
  window.addEventListener(sign, () => { if (state.blocked) void trySound(); }, { passive: true, capture: true });
}
