import type { DecisionRecord } from '#shared/model/decisions/decision.ts'
import { Part } from '../../entities/decisions/part.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { words } from '../../words/words.ts'

/** The question and the answer letter by letter, and what was read of it. */
export function Exchange({ record: { prompt, raw, proposed, decision } }: { record: DecisionRecord }) {
  return (
    <>
      <Part title={words.decisions.prompt}>
        {prompt === '' ? (
          <p className="text-muted">{words.decisions.noPrompt}</p>
        ) : (
          <Prompt prompt={prompt} />
        )}
      </Part>
      <Part title={words.decisions.raw}>
        {raw === '' ? (
          <p className="text-muted">{words.decisions.noRaw}</p>
        ) : (
          <MonoBox text={raw} copyLabel={words.decisions.copyRaw} isWrapped />
        )}
      </Part>
      <Part title={words.decisions.parsed}>
        {proposed === null ? (
          <p className="text-muted">{words.decisions.unread}</p>
        ) : (
          <JsonTree value={proposed} label={words.decisions.treeOf(words.decisions.parsed)} />
        )}
      </Part>
      {JSON.stringify(proposed) !== JSON.stringify(decision) && (
        <Part title={words.decisions.carriedOut}>
          <JsonTree value={decision} label={words.decisions.treeOf(words.decisions.carriedOut)} />
        </Part>
      )}
    </>
  )
}

function Prompt({ prompt }: { prompt: string }) {
  return (
    <div className="rounded-lg border border-line bg-sunken">
      <div className="flex justify-end border-line border-b px-1 py-0.5">
        <CopyButton text={prompt} label={words.decisions.copyPrompt} />
      </div>
      {sectionsOf(prompt).map(({ title, text, isCut }, at) => (
        <details
          key={`${title} ${text.length}`}
          open={at === 0}
          className="border-line border-b last:border-b-0"
        >
          <summary className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-3 px-3 font-medium hover:bg-hover">
            {title === '' ? words.decisions.preamble : title}
            {isCut && <span className="font-normal text-muted text-sm">{words.decisions.cut}</span>}
          </summary>
          <pre className="whitespace-pre-wrap break-words px-3 pb-3 font-mono text-sm">{text}</pre>
        </details>
      ))}
    </div>
  )
}

/** A part of the question, under its heading. */
interface PromptSection {
  readonly title: string
  readonly text: string
  /** Something in it was cut, and says so. */
  readonly isCut: boolean
}

/** The question as its parts. What others wrote stands between data marks: a heading in there is no heading. */
function sectionsOf(prompt: string): PromptSection[] {
  const sections: { title: string; lines: string[] }[] = []
  let fences = 0
  for (const line of prompt.split('\n')) {
    if (fences === 0 && line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), lines: [] })
    else if (sections.length === 0) sections.push({ title: '', lines: [line] })
    else sections.at(-1)?.lines.push(line)
    if (/^<data about="/.test(line)) fences += 1
    if (line === '</data>' && fences > 0) fences -= 1
  }
  return sections.map(({ title, lines }) => {
    const text = lines.join('\n').trim()
    return {
      title,
      text,
      isCut: /, the first \d+ of \d+ characters$/m.test(text) || / left out here$/m.test(text),
    }
  })
}
