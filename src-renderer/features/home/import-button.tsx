import { FileInput } from 'lucide-react'
import { useRef } from 'react'
import { PlanFileInput } from '../../entities/plans/plan-file-input.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'

export function ImportButton() {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <PlanFileInput ref={input} />
      <Button icon={FileInput} onClick={() => input.current?.click()}>
        {words.plans.importPlan}
      </Button>
    </>
  )
}
