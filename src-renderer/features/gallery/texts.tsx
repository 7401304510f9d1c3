import { words } from '#shared/words/words.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { Fact } from '../../ui/text/fact.tsx'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { FoldedJson } from '../../ui/text/json-view.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { LongText } from '../../ui/text/long-text.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { ReadableText } from '../../ui/text/readable-text.tsx'
import { Section } from './section.tsx'

const { gallery } = words
const document = { title: gallery.fieldValue, skills: gallery.tokens }
const long = gallery.longText.repeat(1000)

export function Texts() {
  return (
    <Section title={gallery.texts}>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <div className="grid min-w-0 gap-6">
          <Markdown text={gallery.markdown} />
          <ReadableText text={gallery.markdown} />
        </div>
        <div className="grid min-w-0 gap-5">
          <DiffText label={gallery.diff} blocks={diffOf(gallery.oldText, gallery.newText)} />
          <MonoBox text={gallery.newText} copyLabel={words.gallery.secondary} />
          <FoldedJson label={gallery.json} value={document} />
          <JsonTree label={gallery.tree} value={document} />
          <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-4">
            <Fact name={gallery.name}>{gallery.fieldValue}</Fact>
          </dl>
          <dl>
            <Fact name={gallery.name} isStacked>
              {gallery.fieldValue}
            </Fact>
          </dl>
          <div>
            <LongText text={long}>
              {(text) => <p className="max-h-24 overflow-hidden break-words">{text}</p>}
            </LongText>
          </div>
        </div>
      </div>
    </Section>
  )
}
