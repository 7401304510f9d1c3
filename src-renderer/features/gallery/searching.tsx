import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { ChoiceList } from '../../ui/controls/choice-list.tsx'
import { FindField } from '../../ui/controls/find-field.tsx'
import { FacetMenu } from '../../ui/query/facet-menu.tsx'
import { readQuery, valuesOf, withToggled } from '../../ui/query/query.ts'
import { QueryChips } from '../../ui/query/query-chips.tsx'
import { QueryField } from '../../ui/query/query-field.tsx'
import { SnippetText } from '../../ui/query/snippet-text.tsx'
import { Section } from './section.tsx'

const { gallery } = words
const facet = 'type'
const now = Date.now()

export function Searching() {
  const [found, setFound] = useState('')
  const [filter, setFilter] = useState(gallery.filter)
  // None selected at first, because a selected choice is scrolled into view.
  const [at, setAt] = useState(-1)
  return (
    <Section title={gallery.searching}>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <FindField label={gallery.find} placeholder={gallery.findHint} value={found} onChange={setFound} />
        <FindField
          label={gallery.findCode}
          placeholder={gallery.filter}
          value={filter}
          onChange={setFilter}
          isCode
        />
        <Query />
        <div className="relative h-56">
          <ChoiceList
            id="gallery-choices"
            label={gallery.choiceLabel}
            choices={gallery.listed.map((each) => ({ key: each.title, ...each }))}
            at={at}
            none={gallery.emptyTitle}
            foot={<p className="border-line border-t px-3 py-1.5 text-muted text-sm">{gallery.moreOfThem}</p>}
            onPoint={setAt}
            onChoose={setAt}
          />
        </div>
      </div>
    </Section>
  )
}

/** A search field, its parsed conditions, and a menu that edits the query. */
function Query() {
  const [text, setText] = useState(gallery.query)
  const query = readQuery(text, { keys: [facet], now })
  return (
    <div className="grid min-w-0 gap-3">
      <QueryField label={gallery.query} placeholder={gallery.findHint} value={text} onChange={setText} />
      <QueryChips text={text} query={query} onChange={setText} />
      <div>
        <FacetMenu
          label={gallery.facet}
          values={gallery.facetValues}
          chosen={valuesOf(query, facet)}
          none={gallery.emptyTitle}
          onToggle={(value) => setText(withToggled(text, query, facet, value))}
          rest={{ note: gallery.moreOfThem, action: { label: gallery.countAll, run: () => {} } }}
        />
      </div>
      <p>
        <SnippetText snippet={gallery.snippet} />
      </p>
    </div>
  )
}
