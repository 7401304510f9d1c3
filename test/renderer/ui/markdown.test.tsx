import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Markdown } from '../../../src-renderer/ui/text/markdown.tsx'

const htmlOf = (text: string): string => renderToStaticMarkup(<Markdown text={text} />)

describe('Markdown that others wrote', () => {
  it('is set as what it says, tables too', () => {
    const html = htmlOf('# Plan\n\n- **one**\n- `two`\n\n| a | b |\n| - | - |\n| 1 | 2 |')
    expect(html).toContain('<strong>one</strong>')
    expect(html).toMatch(/<th[^>]*>a<\/th>/)
    expect(html).toMatch(/<code[^>]*>two<\/code>/)
  })

  it('brings no markup of its own, and fetches nothing', () => {
    const html = htmlOf('<img src=x onerror=alert(1)>\n\n![a cat](https://example.org/cat.png)')
    expect(html).not.toContain('<img')
    expect(html).toContain('[image: a cat]')
    expect(html).not.toContain('example.org')
  })

  it('leads out of the window by addresses of the web only', () => {
    const html = htmlOf(
      '[web](https://example.org) [path](./plan.md) [trick](javascript:alert(1)) [top](#/agents)',
    )
    expect(html.match(/<a /g)).toHaveLength(1)
    expect(html).toMatch(/<a href="https:\/\/example.org" target="_blank" rel="noreferrer"/)
    expect(html).not.toContain('javascript')
  })
})
