import { linuxArm64Leg } from './linux-arm64-leg.ts'
import type { Leg } from './report.ts'

export const legs: readonly Leg[] = [linuxArm64Leg]
