/** Whether motion is reduced, by the user's setting or the system's. */
export const isStill = (): boolean => document.documentElement.dataset.motion === 'less'

/** A duration in milliseconds; 0 if motion is reduced. */
export const stillOr = (ms: number): number => (isStill() ? 0 : ms)
