# SPDX-License-Identifier: Apache-2.0
"""What CI would start a machine for: the lane smoke, and in the same machine one pulled plug."""
import powercut
import smoke


def run(lane):
    machine, center, oracle = smoke.look(lane)
    powercut.cuts(lane, machine, center, oracle, 1)
