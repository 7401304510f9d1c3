import { words } from '#shared/words/words.ts'
import { Page } from '../../ui/page.tsx'
import { Charts } from './charts.tsx'
import { Controls } from './controls.tsx'
import { Dialogs } from './dialogs.tsx'
import { Nodes } from './nodes.tsx'
import { Searching } from './searching.tsx'
import { Statuses } from './statuses.tsx'
import { Tables } from './tables.tsx'
import { Texts } from './texts.tsx'

/** Not in the rail: for whoever changes a part, and for the tests that look at all of them. */
export function GalleryPage() {
  return (
    <Page title={words.shell.gallery} about={words.gallery.about}>
      <Statuses />
      <Controls />
      <Dialogs />
      <Searching />
      <Texts />
      <Charts />
      <Nodes />
      <Tables />
    </Page>
  )
}
