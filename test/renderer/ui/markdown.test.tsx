import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../src-renderer/ui/text/markdown.tsx'

const htmlOf = (text: string): string => renderToStaticMarkup(<Markdown text={text} />)

describe('Markdown from outside', () => {
  it('is rendered, including tables', () => {
    const html = htmlOf('# Plan\n\n- **one**\n- `two`\n\n| a | b |\n| - | - |\n| 1 | 2 |')
    expect(html).toContain('<strong>one</strong>')
    expect(html).toMatch(/<th[^>]*>a<\/th>/)
    expect(html).toMatch(/<code[^>]*>two<\/code>/)
  })

  it('adds no markup of its own, and loads nothing', () => {
    const html = htmlOf('<img src=x onerror=alert(1)>\n\n![a cat](https://example.org/cat.png)')
    expect(html).not.toContain('<img')
    expect(html).toContain('[image: a cat]')
    expect(html).not.toContain('example.org')
  })

  it('links only to web addresses outside the window', () => {
    const html = htmlOf(
      '[web](https://example.org) [path](./plan.md) [trick](javascript:alert(1)) [top](#/agents)',
    )
    expect(html.match(/<a /g)).toHaveLength(1)
    expect(html).toMatch(/<a href="https:\/\/example.org" target="_blank" rel="noreferrer"/)
    expect(html).not.toContain('javascript')
  })
})
