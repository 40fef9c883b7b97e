// SPDX-License-Identifier: Apache-2.0
// Two short tones, made here: nothing is loaded, and a browser that forbids sound only stays silent.
export function ring(): void {
  try {
    const sound = new AudioContext();
    [660, 880].forEach((pitch, i) => {
      const tone = sound.createOscillator();
      const volume = sound.createGain();
      tone.frequency.value = pitch;
      volume.gain.value = 0.15;
      tone.connect(volume).connect(sound.destination);
      tone.start(sound.currentTime + i * 0.18);
      tone.stop(sound.currentTime + i * 0.18 + 0.15);
    });
    window.setTimeout(() => void sound.close(), 1_000);
  } catch {
    // The notice on the page is there all the same.
  }
}
