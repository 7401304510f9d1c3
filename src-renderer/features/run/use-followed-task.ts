import { useState } from 'react'
import { useRun } from '../../stores/run-context.tsx'
import { newestRunning } from './leaves.ts'

export interface FollowedTask {
  readonly isOn: boolean
  /** The newest that runs; null: none does, or nothing is followed. */
  readonly key: string | null
  readonly toggle: () => void
  readonly stop: () => void
}

/** Follow mode: the task that began last is kept in view until the person moves the view. */
export function useFollowedTask(): FollowedTask {
  const [isOn, setOn] = useState(false)
  const key = useRun(({ tasks }) => (isOn ? newestRunning(tasks) : null))
  return { isOn, key, toggle: () => setOn(!isOn), stop: () => setOn(false) }
}
