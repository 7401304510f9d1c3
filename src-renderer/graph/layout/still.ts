import { isStill } from '../../theme/motion.ts'

/** A duration in milliseconds, for those who did not ask for stillness. */
export const stillOr = (ms: number): number => (isStill() ? 0 : ms)
