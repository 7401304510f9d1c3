import { useState } from 'react'
import { z } from 'zod'
import { usePreference } from '../../stores/preference.ts'

const wideFrom = 1024
const openSchema = z.boolean()

/** Which panels are open beside the plan and below it. */
export function usePanels() {
  const [isInspectorWanted, setInspector] = usePreference('designer inspector', openSchema, true)
  // Where it would cover the plan it is opened by hand, each time.
  const [isInspectorOver, setInspectorOver] = useState(false)
  const [isProblemsOpen, setProblems] = usePreference('designer problems', openSchema, false)
  const [isDryRunOpen, setDryRun] = useState(false)
  const isWide = window.innerWidth >= wideFrom
  return {
    isInspectorOpen: isWide ? isInspectorWanted : isInspectorOver,
    openInspector: (isOpen: boolean) => (isWide ? setInspector(isOpen) : setInspectorOver(isOpen)),
    /** One of them at a time has the place below the plan. */
    isProblemsOpen: isProblemsOpen && !isDryRunOpen,
    setProblems: (isOpen: boolean) => {
      setDryRun(false)
      setProblems(isOpen)
    },
    isDryRunOpen,
    setDryRun,
  }
}
