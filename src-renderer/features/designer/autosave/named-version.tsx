import { useState } from 'react'
import { useOrigin } from '../../../stores/plan-session-context.tsx'
import { PublishDialog, type VersionWords } from './publish-dialog.tsx'
import { useVersionCommands } from './use-version-commands.ts'

interface NamedVersionProps {
  /** Why it cannot be published; null: it can. */
  readonly notKept: string | null
  readonly onPublish: (label: VersionWords) => void
}

/** The commands of versions, and the dialog that names the next one. */
export function NamedVersion({ notKept, onPublish }: NamedVersionProps) {
  const planId = useOrigin((origin) => origin.planId)
  const [isOpen, setOpen] = useState(false)
  useVersionCommands({ planId, notKept, onPublish: () => setOpen(true) })
  return isOpen ? <PublishDialog {...{ planId, onPublish }} onClose={() => setOpen(false)} /> : null
}
