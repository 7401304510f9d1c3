import { DiffText } from '../../ui/diff-text.tsx'
import { FoldedJson } from '../../ui/json-view.tsx'
import { diffOf } from '../../ui/line-diff.ts'
import { Markdown } from '../../ui/markdown.tsx'
import { MonoBox } from '../../ui/mono-box.tsx'
import { words } from '../../words/words.ts'
import { Section } from './section.tsx'

export function Texts() {
  const { gallery } = words
  return (
    <Section title={gallery.texts}>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Markdown text={gallery.markdown} />
        <div className="grid min-w-0 gap-5">
          <DiffText label={gallery.diff} blocks={diffOf(gallery.oldText, gallery.newText)} />
          <MonoBox text={gallery.newText} copyLabel={words.gallery.secondary} />
          <FoldedJson label={gallery.json} value={{ title: gallery.fieldValue, skills: gallery.tokens }} />
        </div>
      </div>
    </Section>
  )
}
