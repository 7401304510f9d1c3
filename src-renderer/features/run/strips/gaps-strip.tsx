import { useState } from 'react'
import type { RunView } from '#shared/model/runs/run.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import { useSummary } from '../summary/use-summary.ts'
import { GapList } from './gap-list.tsx'
import { Strip } from './strip.tsx'

const says = words.run.gaps

interface GapsStripProps {
  readonly run: RunView
  readonly onSelect: (taskKey: string) => void
}

/** The gaps of a run that succeeded with gaps. */
export function GapsStrip({ run, onSelect }: GapsStripProps) {
  const [isOpen, setOpen] = useState(false)
  const { data } = useSummary(run.id)
  const gaps = data?.gaps ?? []
  const gapCount = run.gapCount ?? 0
  return (
    <Strip
      label={says.label}
      status="succeeded_with_gaps"
      title={says.title(gapCount)}
      tasks={[]}
      onSelect={onSelect}
      actions={
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? says.hide : says.show}
        </Button>
      }
      details={isOpen ? <GapList {...{ gaps, onSelect }} more={gapCount - gaps.length} /> : undefined}
    />
  )
}
