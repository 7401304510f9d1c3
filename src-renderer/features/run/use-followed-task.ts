import { useState } from 'react'
import { useRun } from '../../stores/run-context.tsx'
import { newestRunning } from './leaves.ts'

export type FollowedTask = ReturnType<typeof useFollowedTask>

/** Follow mode: the task that began last is kept in view until the person moves the view. */
export function useFollowedTask() {
  const [isOn, setOn] = useState(false)
  const key = useRun(({ tasks }) => (isOn ? newestRunning(tasks) : null))
  return { isOn, key, toggle: () => setOn(!isOn), stop: () => setOn(false) }
}
