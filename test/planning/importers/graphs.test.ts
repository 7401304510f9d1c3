import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'

function read(text: string, fileName: string) {
  const result = importText(text, { fileName })
  if (!result.ok) throw new Error(result.error.message)
  const [plan] = result.value.plans
  if (plan === undefined) throw new Error('There is no plan in it')
  const { document, shape } = plan
  return {
    format: result.value.format,
    document,
    shape,
    tasks: Object.fromEntries(document.tasks.map((task) => [task.key, task])),
    edges: document.tasks
      .flatMap(({ key, dependsOn }) => dependsOn.map((each) => `${each}>${key}`))
      .toSorted(),
    parents: Object.fromEntries(
      document.tasks.flatMap(({ key, parent }) => (parent === null ? [] : [[key, parent]])),
    ),
    titles: Object.fromEntries(document.tasks.map(({ key, title }) => [key, title])),
    codes: result.value.warnings.map(({ code, where }) => `${code} ${where}`),
  }
}
const refusalOf = (text: string, fileName = 'a') => {
  const result = importText(text, { fileName })
  return result.ok ? null : result.error
}

describe('a Mermaid flowchart', () => {
  it('can have boxes of every shape, with labels of every kind', () => {
    const { titles, format, codes } = read(
      String.raw`flowchart TD
  a
  b[Plain]
  c(Round)
  d([Stadium])
  e[[Routine]]
  f[(Database)]
  g((Circle))
  h(((Double)))
  i>Flag]
  j{Choice}
  k{{Hexagon}}
  l[/Lean/]
  m[\Back\]
  n[/Wide\]
  o2[\Narrow/]
  p["Quoted (with) [brackets] #quot;and#quot; #35;1"]
  q["two<br/>lines"]
  r["over
two lines"]
  s@{ shape: diamond, label: "New form" }
  t["` +
        '`**Markdown**`' +
        `"]:::important
  u-1["<b>Bold</b> & 1 < 2"]
`,
      'a.mmd',
    )
    expect(format).toBe('mermaid')
    expect(codes).toEqual([])
    expect(titles).toEqual({
      a: 'a',
      b: 'Plain',
      c: 'Round',
      d: 'Stadium',
      e: 'Routine',
      f: 'Database',
      g: 'Circle',
      h: 'Double',
      i: 'Flag',
      j: 'Choice',
      k: 'Hexagon',
      l: 'Lean',
      m: 'Back',
      n: 'Wide',
      o2: 'Narrow',
      p: 'Quoted (with) [brackets] "and" #1',
      q: 'two lines',
      r: 'over two lines',
      s: 'New form',
      t: '**Markdown**',
      'u-1': 'Bold & 1 < 2',
    })
  })

  it('can have arrows of every kind, in chains and from many to many', () => {
    const { edges, codes } = read(
      `graph LR;
a-->b; b --- c
c -.-> d ==> e
e --x f --o g
a & b --> h & i
h ----> j; i -..-> j
j -->|yes| k
j -- "maybe" --> l
j -. no .-> m == always ==> n
n <--> o2
e1@a1 --> a2
a1 e2@--> a3
p ~~~ q
`,
      'a.mmd',
    )
    expect(edges).toEqual(
      'a>b b>c c>d d>e e>f f>g a>h b>h a>i b>i h>j i>j j>k j>l j>m m>n n>o2 a1>a3'.split(' ').toSorted(),
    )
    expect(codes).toEqual([
      'edge_without_direction line 2',
      'edge_label_not_kept file',
      'edge_both_ways line 10',
      'unreadable line 11',
      'invisible_edge line 13',
    ])
  })

  it('can have labels yes and no, which become conditions', () => {
    const { tasks, codes } = read(
      `flowchart TD
check{Tests pass?} -->|yes| ship
check -->|"No"| fix
fix -- ja --> thank
ship -. failed .-> undo
a & b -->|no| alarm
a -->|no| mixed
b --> mixed
`,
      'a.mmd',
    )
    expect(Object.fromEntries(Object.entries(tasks).map(([key, { condition }]) => [key, condition]))).toEqual(
      {
        ...{ check: undefined, a: undefined, b: undefined, ship: 'success', fix: 'failure' },
        ...{ thank: 'success', undo: 'failure', alarm: 'failure' },
        mixed: "status('a') == 'failed' and status('b') == 'done'",
      },
    )
    expect(codes).toEqual([])
  })

  it('can have contradicting labels, which are reported and dropped', () => {
    const { tasks, codes } = read('flowchart TD\na -->|yes| b\na -->|no| b\n', 'a.mmd')
    expect(tasks.b?.condition).toBeUndefined()
    expect(codes).toEqual(['edge_labels_not_kept line 2'])
  })

  it('has subgraphs as groups, and ignores styling', () => {
    const { parents, titles, tasks, edges, codes, document } = read(
      `---
title: "Ship: it"
config: { theme: dark }
---
%%{init: {"theme": "dark"}}%%
%% a comment
flowchart TB
  accTitle: Something
  accDescr { more
    of it }
  subgraph one [The first]
    direction LR
    a --> b
    subgraph two
      c
    end
  end
  subgraph "With words"
    d
  end
  subgraph With more words
    a
  end
  one --> d
  style a fill:#f9f,stroke:#333
  classDef red fill:#f00
  class a,b red
  click a "https://example.org" "tip"
  linkStyle 0 stroke:#ff3
  end
`,
      'a.mmd',
    )
    expect(document.title).toBe('Ship: it')
    expect(parents).toEqual({ a: 'one', b: 'one', c: 'two', two: 'one', d: 'With-words' })
    expect(titles).toMatchObject({ one: 'The first', two: 'two', 'With-words': 'With words' })
    expect(tasks['With-more-words']?.kind).toBe('task')
    expect(tasks.one?.kind).toBe('group')
    expect(edges).toEqual(['a>b', 'one>d'])
    expect(codes).toEqual(['stray_end line 30'])
  })

  it('with errors gives its readable parts, and reports the other lines', () => {
    const { edges, codes } = read('flowchart TD\nsubgraph g\na --> \n\n==\nb[open --> c\nd --> e', 'a.mmd')
    expect(edges).toEqual(['d>e'])
    expect(codes).toEqual(['unreadable line 5', 'unreadable line 6', 'unclosed_group file'])
  })

  it('with a cycle reports it', () => {
    const { shape, codes } = read('graph TD\na-->b-->a', 'a.mmd')
    expect(shape.cycles).toBe(1)
    expect(codes).toEqual(['cycle line 2'])
  })

  it('is found as the only diagram of a Markdown file, with line numbers of the file', () => {
    const markdown =
      '# Plan\r\n\r\nText.\r\n\r\n```mermaid\r\ngraph TD\r\n  a --> b\r\n  ?? \r\n```\r\n\r\nMore --> text\r\n'
    expect(read(markdown, 'plan.md')).toMatchObject({ edges: ['a>b'], format: 'mermaid' })
    expect(refusalOf(`${markdown}\n\`\`\`mermaid\ngraph TD\nx-->y\n\`\`\`\n`)?.code).toBe('E_FORMAT')
    expect(refusalOf(`- [ ] do it\n${markdown}`)?.code).toBe('E_FORMAT')
    expect(refusalOf('```mermaid\nsequenceDiagram\nA->>B: Hi\n```\n')?.code).toBe('E_FORMAT')
  })
})

describe('a graph of Graphviz', () => {
  it('can have nodes, chains, sets, ports, comments and texts of every kind', () => {
    const { titles, edges, document, codes, format } = read(
      String.raw`/* a
 comment */
# 1 "from the preprocessor"
strict digraph "My plan" {
  // settings
  rankdir=LR; graph [fontsize=10] node [shape=box, label=""] edge [color=red]
  label = "Ship" + " it";
  a [label="First \"task\"\nsecond line"][color=blue]
  "b c" [label=<<b>Bold</b> &amp; <i>more</i><br/>&#33;>];
  -3.5; Über
  e [label="\N here"]
  a:out:se -> "b c":in -> {d; e} -> f [label="why", weight=2]
  subgraph { g h } -> i
  subgraph same { rank=same; j; k }
  subgraph same -> l
  "long \
id" -> a
}
trailing`,
      'a.gv',
    )
    expect(format).toBe('dot')
    expect(document.title).toBe('Ship it')
    expect(titles).toMatchObject({
      a: 'First "task" second line',
      'b c': 'Bold & more !',
      '-3.5': '-3.5',
      Über: 'Über',
      e: 'e here',
    })
    expect(edges).toEqual(
      ['a>b c', 'b c>d', 'b c>e', 'd>f', 'e>f', 'g>i', 'h>i', 'j>l', 'k>l', 'long id>a'].toSorted(),
    )
    expect(codes).toEqual(['edge_label_not_kept line 12', 'after_the_graph line 19'])
  })

  it('can have labels yes and no, which become conditions as in a flowchart', () => {
    const { tasks, codes } = read(
      `digraph {
  subgraph cluster_g { g [style=invis]; check -> ship [label="Yes!"] }
  check -> fix [label=<<i>No</i>>]
  fix -> thank [xlabel=ok]
  { a b } -> alarm [label=failed]
  a -> mixed [label=no]; b -> mixed
  check -> undo -> report [label=no]
  a -> g [label=no]
}`,
      'a.dot',
    )
    expect(Object.fromEntries(Object.entries(tasks).map(([key, { condition }]) => [key, condition]))).toEqual(
      {
        ...{ check: undefined, a: undefined, b: undefined, ship: 'success', fix: 'failure' },
        ...{ thank: 'success', alarm: 'failure', undo: 'failure', report: 'failure', g: 'failure' },
        mixed: "status('a') == 'failed' and status('b') == 'done'",
      },
    )
    expect(codes).toEqual([])
  })

  it('can have contradicting labels, which are reported and dropped', () => {
    const { tasks, codes } = read('digraph {\na -> b [label=yes]\na -> b [label=no]\n}', 'a.dot')
    expect(tasks.b?.condition).toBeUndefined()
    expect(codes).toEqual(['edge_labels_not_kept line 2'])
  })

  it('has clusters as groups, also as ends of arrows', () => {
    const { parents, edges, titles, tasks } = read(
      `digraph {
  compound=true
  subgraph cluster_one { label="The first"; one [style=invis]; a -> b
    subgraph cluster_two { graph [label=Second] c } }
  subgraph cluster_a { x }
  b -> y [ltail=cluster_one]
  one -> z
  b -> c [lhead="cluster_two"]
}`,
      'a.dot',
    )
    expect(parents).toEqual({ a: 'one', b: 'one', two: 'one', c: 'two', x: 'cluster_a' })
    expect(titles).toMatchObject({ one: 'The first', two: 'Second' })
    expect(tasks.one?.kind).toBe('group')
    expect(edges).toEqual(['a>b', 'b>two', 'one>y', 'one>z'])
  })

  it.each([
    ['one without directions', 'graph { a -- b }', /digraph/],
    ['one that ends too early', 'digraph {\n a ->', /Line 2: unexpected end of the text/],
    ['one with an open text', 'digraph {\n\n a [label="x]', /Line 3: a quoted text is not closed/],
    ['one with a strange sign', 'digraph { a ! b }', /Line 1: unexpected "!"/],
    ['one with braces in braces in braces', `digraph ${'{'.repeat(100)}`, /more than 64/],
    [
      'one with too many arrows',
      `digraph { {${'a b c d '.repeat(0)}${Array.from({ length: 1100 }, (_, at) => `n${at}`).join(' ')}} -> {${Array.from({ length: 1100 }, (_, at) => `m${at}`).join(' ')}} }`,
      /million/,
    ],
  ])('is refused: %s', (_what, text, words) => {
    const refused = refusalOf(text, 'a.dot')
    expect(refused?.code).toBe('E_FORMAT')
    expect(`${refused?.message} ${refused?.hint}`).toMatch(words)
  })
})

describe('a CSV table', () => {
  it('can have columns by any of their names, in any order, with any separator', () => {
    const { tasks, edges, parents, codes } = read(
      '\uFEFFSummary;Issue Key;Blocked By;Parent;Priority;Labels;Due Date;Estimate (h);Skills;Colour\r\n' +
        'Epic;P-1;;;Urgent;;;;;\r\n' +
        '"Say ""hi""; loudly";P-2;;P-1;high;"ui, api";2026-03-31;1.5;SQL & design;red\r\n' +
        ';;;;;;;;;\r\n' +
        'Third;P-3;P-2, P-9 ;P-1;odd;;soon;x;;\r\n' +
        'Fourth;P-4;P-2 P-3;;;;;2d;;\r\n',
      'issues.csv',
    )
    expect(tasks['P-2']).toMatchObject({
      title: 'Say "hi"; loudly',
      priority: 'high',
      tags: ['ui', 'api'],
      dueAt: Date.UTC(2026, 2, 31),
      estimateMs: 5_400_000,
      requiredSkills: ['sql_design'],
    })
    expect(tasks['P-1']).toMatchObject({ kind: 'group', priority: 'critical' })
    expect(tasks['P-4']?.estimateMs).toBe(2 * 86_400_000)
    expect(edges).toEqual(['P-2>P-3', 'P-2>P-4', 'P-3>P-4'])
    expect(parents).toEqual({ 'P-2': 'P-1', 'P-3': 'P-1' })
    expect(codes).toEqual([
      'column_not_kept row 1',
      'cell_not_understood row 5',
      'cell_not_understood row 5',
      'cell_not_understood row 5',
      'dangling_dependency row 5',
    ])
  })

  it('can come from Jira, with two kinds of ids, links in both directions and duplicate columns', () => {
    const { edges, parents, tasks, codes } = read(
      'Summary,Issue key,Issue id,Parent,Status,Labels,Labels,Inward issue link (Blocks),Outward issue link (Blocks),Original Estimate,Due Date\n' +
        'One,J-1,1001,,Done,x,y,,J-4,3600,31/Mar/26 5:00 PM\n' +
        'Two,J-2,1002,1001,To Do,,,J-3,,,31/Feb/26\n' +
        'Three,J-3,1003,,In Progress,,,,,,\nFour,J-4,1004,,,,,,,,\n',
      'jira.csv',
    )
    expect(edges).toEqual(['J-1>J-4', 'J-3>J-2'])
    expect(parents).toEqual({ 'J-2': 'J-1' })
    expect(tasks['J-1']).toMatchObject({
      tags: ['x', 'y'],
      estimateMs: 3_600_000,
      dueAt: Date.UTC(2026, 2, 31, 17),
    })
    expect(codes).toEqual(['status_not_kept row 2', 'cell_not_understood row 3', 'status_not_kept row 4'])
  })

  it('can come from GitHub with addresses as ids, or have no ids', () => {
    const { edges, document } = read(
      'Title\tURL\tParent issue\tBlocked by\nOne\thttps://github.com/a/b/issues/12\t\t\nTwo\thttps://github.com/a/b/issues/13\t\ta/b#12\n',
      'project.tsv',
    )
    expect(edges).toEqual(['12>13'])
    expect(document.title).toBe('project')
    const plain = read('Name,Description,Priority\nOne,"first\nsecond",\nTwo,,low\n', 'list.csv')
    expect(plain.document.tasks.map(({ key, title, description }) => [key, title, description])).toEqual([
      ['row-2', 'One', 'first\nsecond'],
      ['row-3', 'Two', 'Two'],
    ])
  })

  it('finds dependencies by unique titles', () => {
    const { document, codes } = read(
      'Title,Depends on\nConcept,\nDraft,concept\nTwice,\nTwice,Draft\nLast,Twice\n',
      'a.csv',
    )
    expect(document.tasks.map(({ dependsOn }) => dependsOn)).toEqual([[], ['row-2'], [], ['row-3'], []])
    expect(codes).toEqual(['dangling_dependency row 6'])
  })

  it.each(['#1, #2', 'https://git.example/o/r/issues/1; https://git.example/o/r/issues/2', 'o/r#1 o/r#2'])(
    'finds every entry of the list %s by its number',
    (list) => {
      const { document } = read(`id,title,depends_on\n1,One,\n2,Two,\n3,Three,"${list}"\n`, 'a.csv')
      expect(document.tasks.at(-1)?.dependsOn).toEqual(['1', '2'])
    },
  )

  it('gives two rows with one id unique ids, and drops references to themselves', () => {
    const { document, codes } = read('id,title,depends_on\na,One,a\na,Two,\n', 'a.csv')
    expect(document.tasks.map(({ key }) => key)).toEqual(['a', 'a-2'])
    expect(codes).toEqual(['duplicate_id row 3', 'self_dependency row 2'])
  })

  it('is refused for unclosed quotes, and is quick for a hundred thousand rows of one id', () => {
    const open = refusalOf('id,title,depends_on\na,Start,\nb,"One\ntwo\nthree', 'a.csv')
    expect(open?.message).toBe('Invalid table: a quote in row 3 is not closed.')
    const long = refusalOf(`id,title,depends_on\na,${'x'.repeat(2_000_001)},`, 'a.csv')
    expect(long?.message).toBe('Invalid table: row 2 is longer than 2,000,000 bytes.')
    expect(read(`id,title\n${'a,b\n'.repeat(100_000)}`, 'a.csv').document.tasks).toHaveLength(100_000)
    expect(refusalOf(`id,title\n${'a,b\n'.repeat(100_001)}`, 'a.csv')?.code).toBe('E_PLAN_SIZE')
  })
})

describe('neither a graph nor a table', () => {
  it.each([
    ['a README', '# Tool\n\nTitle, description and status of a thing.\n\n```sh\ngraph TD\n```\n'],
    ['prose that begins with a word of Mermaid', 'graph\n\nA graph is a thing.\n'],
    ['prose with commas', 'The id, the title, and the rest.\nMore of it.\n'],
    ['a list in JSON', '["id","title","depends_on"]'],
    ['a table of other things', 'country,people\nFrance,68\n'],
    ['a Markdown table', '| id | title |\n| --- | --- |\n| 1 | One |\n'],
    ['a sequence diagram', 'sequenceDiagram\n  A->>B: id, title\n'],
    ['YAML', 'id: 1\ntitle: x\n'],
    ['nothing', ''],
  ])('is %s', (_what, text) => {
    expect(refusalOf(text)).not.toBeNull()
  })

  it('is a file of Task Master', () => {
    const text = JSON.stringify({
      tasks: [{ id: 1, title: 'digraph { a -> b }', description: 'id,title,depends_on' }],
    })
    expect(read(text, 'graph.csv').format).toBe('taskmaster')
  })
})
