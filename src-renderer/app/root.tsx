import { createRootRoute, Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useHeldAnswers } from '../approval/use-held-answers.ts'
import { CommandKeys } from '../commands/keys.tsx'
import { Frame } from '../features/frame/frame.tsx'
import { ImportDialog } from '../features/import/import-dialog.tsx'
import { EmptyNote } from '../ui/notes.tsx'
import { Toasts } from '../ui/toast.tsx'
import { useTitle } from '../ui/use-title.ts'
import { useEvents } from './use-events.ts'

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound })

function Root() {
  useEvents()
  useHeldAnswers()
  return (
    <>
      <CommandKeys />
      <Frame />
      <ImportDialog />
      <Toasts />
    </>
  )
}

function NotFound() {
  useTitle('Not found')
  return (
    <EmptyNote
      icon={Compass}
      isWhole
      title="There is nothing at this address"
      action={
        <Link to="/" search={{}} className="font-medium text-accent hover:underline">
          Go to the start
        </Link>
      }
    >
      The link may be from another data folder, or mistyped.
    </EmptyNote>
  )
}
