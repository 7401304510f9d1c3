import { firefoxLeg, webkitLeg } from './browser-legs.ts'
import { linuxArm64Leg } from './linux-arm64-leg.ts'
import type { Leg } from './report.ts'
import { windowsLeg } from './windows-leg.ts'

export const legs: readonly Leg[] = [windowsLeg, linuxArm64Leg, firefoxLeg, webkitLeg]
