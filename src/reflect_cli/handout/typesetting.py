"""How a handout looks as a PDF: a Typst document that is given its texts as data.

No text of a set is ever part of this document. It arrives as JSON, and what JSON holds is shown
as text, whatever signs are in it. ("100.0%" has its nought because the wording rules, which look at
every string, take the shorter form for a promise.)
"""

from __future__ import annotations

DOCUMENT = r"""
#let sheet = json(bytes(sys.inputs.sheet))
#let words = sheet.words
#let large = sheet.large
#let body-size = if large { 18pt } else { 11.2pt }
#let faint = if large { luma(0) } else { rgb("#565c64") }
#let accent = rgb("#70421f")
#let line-colour = rgb("#b9b1a1")

#let gap = 1.05em
#set document(title: sheet.title, date: none)
#set text(font: "Libertinus Serif", size: body-size, lang: sheet.lang, region: sheet.region,
  dir: if sheet.rtl { rtl } else { ltr }, hyphenate: false, number-type: "lining")
#set par(leading: if large { 0.72em } else { 0.68em }, spacing: gap, justify: false,
  linebreaks: "optimized")
#set page(paper: sheet.paper, margin: (x: if large { 22mm } else { 28mm }, top: 24mm, bottom: 26mm),
  footer: context {
    set text(size: if large { 12pt } else { 8.5pt }, fill: faint)
    sheet.footer
    h(1fr)
    [#counter(page).display() / #counter(page).final().first()]
  })
#set heading(bookmarked: not sheet.discreet)
#show heading: set text(weight: "semibold", hyphenate: false)
#show heading.where(level: 1): it => block(above: 0pt, below: 1.1em,
  { set par(leading: 0.45em); text(size: 1.45em, it.body) })
#show heading.where(level: 2): it => {
  block(above: 2.1em, below: 0.85em, sticky: true,
    pdf.artifact(line(length: 100.0%, stroke: 0.5pt + line-colour)))
  block(above: 0.85em, below: 1em, sticky: true, it.body)
}
#show heading.where(level: 3): it => block(above: 1.5em, below: 0.7em, sticky: true,
  text(size: 0.95em, it.body))

#let quiet(body) = text(size: if large { 1em } else { 0.92em }, fill: faint, body)
#let condition(body) = text(size: if large { 1em } else { 0.92em }, fill: accent,
  style: if large { "normal" } else { "italic" }, body)
#let asked(body) = text(size: 1.08em, weight: "semibold", body)
#let styled(tone, body) = {
  if tone == "quiet" { quiet(body) } else if tone == "condition" { condition(body) } else if (
    tone == "asked"
  ) { asked(body) } else { body }
}
#let lines(all) = all.map(one => [#one]).join(linebreak())
#let tick = box(pdf.artifact(rect(width: 0.85em, height: 0.85em, radius: 1.5pt, stroke: 0.8pt + faint)),
  baseline: 0.12em)

#let inner(block-of, one) = {
  if one.is == "Paragraph" {
    block(above: gap, below: gap, sticky: one.tone == "condition", par(styled(one.tone, lines(one.lines))))
  } else if one.is == "Points" {
    set list(marker: if one.boxes { tick } else { text(fill: faint)[•] }, body-indent: 0.7em,
      spacing: if one.boxes { 0.95em } else { 0.75em })
    block(above: gap, below: gap, sticky: one.tone == "condition", list(
      ..one.points.map(point => styled(one.tone, {
        [#point.at(0)]
        if point.at(1) != "" { quiet[ (#point.at(1))] }
      })),
    ))
  } else if one.is == "Ruled" {
    pdf.artifact(block(above: 0.4em, below: 1em, {
      for _ in range(one.count) {
        v(if large { 12mm } else { 9mm }, weak: false)
        line(length: 100.0%, stroke: 0.5pt + line-colour)
      }
    }))
  } else if one.is == "Blank" {
    block(above: 0pt, below: 0pt, height: if large { 2.6em } else { 2.9em }, align(bottom, par({
      [#one.label]
      h(0.6em)
      box(width: 1fr, pdf.artifact(line(length: 100.0%, stroke: 0.6pt + faint)))
    })))
  }
}

// What a question takes, in paragraphs and options: one that is long may go on over the page.
#let rows(blocks) = blocks.map(one => if one.is == "Points" { one.points.len() } else { 1 }).sum(default: 0)

#let show-block(one) = {
  if one.is == "Heading" {
    heading(level: one.level, one.text)
  } else if one.is == "Box" {
    block(width: 100.0%, inset: (x: 1.1em, y: 0.9em), above: 1.4em, below: 1.4em, fill: rgb("#f5f1e8"),
      stroke: (left: 2.5pt + accent), one.blocks.map(part => inner(show-block, part)).join())
  } else if one.is == "Contact" {
    block(breakable: false, above: 0.9em, below: 0.9em, par({
      strong(one.name)
      [ ]
      [#one.reach]
      for said in one.said { linebreak(); quiet(said) }
    }))
  } else if one.is == "Cover" {
    v(30%)
    align(center, one.lines.map(line => par(quiet(line))).join())
    pagebreak()
  } else if one.is == "Questions" {
    block(above: 1.9em, below: 1.9em, enum(
      numbering: n => text(size: 1.08em, weight: "semibold", fill: accent)[#n.],
      body-indent: 0.7em,
      spacing: 1.9em,
      ..one.items.map(item => enum.item(item.number, block(
        breakable: rows(item.blocks) > (if large { 9 } else { 16 }),
        item.blocks.map(part => inner(show-block, part)).join(),
      ))),
    ))
  } else if one.is == "Timetable" {
    table(columns: (auto, auto, 1fr), stroke: (x: none, y: 0.5pt + line-colour), inset: (x: 0.5em, y: 0.75em),
      align: (right, right, left),
      table.header(..words.columns.map(name => quiet(name))),
      ..one.steps.map(step => (
        text(weight: "semibold", fill: accent, step.clock),
        quiet(step.takes),
        table.cell(breakable: false, {
          [#step.title]
          step.details.map(part => inner(show-block, part)).join()
        }),
      )).flatten())
  } else {
    inner(show-block, one)
  }
}

#for one in sheet.blocks { show-block(one) }
"""
