import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '../../../commands/use-commands.ts'
import { words } from '../../../words/words.ts'
import { ChangeDialog } from './change-dialog.tsx'

/** The command that describes a change, and its dialog. */
export function DescribedChange() {
  const [isOpen, setOpen] = useState(false)
  useCommands([
    {
      ...{ id: 'plan.describeChange', title: words.designer.change.title, category: words.designer.category },
      ...{ icon: Sparkles, run: () => setOpen(true) },
    },
  ])
  return isOpen ? <ChangeDialog onClose={() => setOpen(false)} /> : null
}
