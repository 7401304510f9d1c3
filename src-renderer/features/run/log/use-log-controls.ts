import { useState } from 'react'
import { z } from 'zod'
import type { LogFloor } from '#shared/contract/runs/run-log.ts'
import { usePreference } from '../../../stores/preference.ts'

export interface LogControls {
  readonly text: string
  readonly setText: (text: string) => void
  readonly level: LogFloor
  readonly setLevel: (level: LogFloor) => void
  readonly attempt: number | null
  readonly setAttempt: (attempt: number | null) => void
  readonly hasTimes: boolean
  readonly setTimes: (hasTimes: boolean) => void
  readonly isWrapped: boolean
  readonly setWrapped: (isWrapped: boolean) => void
}

const flag = z.boolean()

export function useLogControls(): LogControls {
  const [text, setText] = useState('')
  const [level, setLevel] = useState<LogFloor>('info')
  const [attempt, setAttempt] = useState<number | null>(null)
  const [hasTimes, setTimes] = usePreference('run.log.times', flag, true)
  const [isWrapped, setWrapped] = usePreference('run.log.wrap', flag, true)
  return { text, setText, level, setLevel, attempt, setAttempt, hasTimes, setTimes, isWrapped, setWrapped }
}
