/** Whether things are to appear where they are, without moving there: the person's choice, or the system's. */
export const isStill = (): boolean => document.documentElement.dataset.motion === 'less'

/** A duration in milliseconds, for those who did not ask for stillness. */
export const stillOr = (ms: number): number => (isStill() ? 0 : ms)
