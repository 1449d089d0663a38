// How each text of a page looks: all that its contrast depends on, as one number. What looked like this before need not be judged again.
window.looks = (() => {
  const PAINT = ['background-color', 'background-image', 'background-clip', 'opacity', 'filter', 'backdrop-filter',
    'mix-blend-mode', 'position', 'z-index', 'float', 'overflow', 'clip', 'clip-path', 'visibility', 'transform']
  const LETTERS = ['color', 'font-size', 'font-weight', 'text-shadow', 'text-indent', '-webkit-text-fill-color',
    '-webkit-text-stroke-width']
  const PICTURES = 'img, svg, canvas, video, object, iframe, embed'
  const FIELDS = 'input, select, textarea, button'
  const OFF = ':disabled, [aria-disabled=true], [inert], [aria-hidden=true]'

  const number = text => {
    let a = 0x811c9dc5, b = 0x1b873593
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 0x01000193)
      b = Math.imul(b ^ text.charCodeAt(at), 0x85ebca6b) + at
    }
    return (a >>> 0) * 0x100000 + (b >>> 12 & 0xfffff)
  }
  const values = (style, names) => names.map(each => style.getPropertyValue(each)).join()
  const beside = (each, name) => {
    const style = getComputedStyle(each, name)
    return style.content === 'none' ? '' : `${style.content}${style.width},${style.height},${values(style, PAINT)}`
  }
  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
  const covers = (one, other) => one.left <= other.left && one.right >= other.right && one.top <= other.top && one.bottom >= other.bottom
  const words = each => [...each.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('').trim()

  // A box: what it paints, with what is around it, and where it stands.
  const box = (each, around) => {
    const style = getComputedStyle(each), place = each.getBoundingClientRect()
    const small = place.width < 2 || place.height < 2 || place.right + scrollX < 0 || place.bottom + scrollY < 0
    const own = number(`${values(style, PAINT)}|${beside(each, '::before')}|${beside(each, '::after')}|${small}`)
    const bare = style.backgroundColor === 'rgba(0, 0, 0, 0)' && style.backgroundImage === 'none'
    return { own, whole: number(`${own},${around}`), place, style, paints: !bare || each.matches(PICTURES) }
  }
  // The place of the text itself, which may stand out of its box.
  const reach = (each, place) => {
    const range = document.createRange()
    range.selectNodeContents(each)
    const { left, right, top, bottom } = range.getBoundingClientRect()
    if (left === right) return place
    const least = (name, value) => Math.min(place[name], value), most = (name, value) => Math.max(place[name], value)
    return { left: least('left', left), right: most('right', right), top: least('top', top), bottom: most('bottom', bottom) }
  }
  const off = each => [each.closest(OFF), each.closest('label')?.control?.disabled, each.closest('details:not([open])'),
    each.id && document.querySelector(`[aria-labelledby~="${CSS.escape(each.id)}"]:is(:disabled, [aria-disabled=true])`)].map(Boolean)

  const look = (each, { whole, place, style }, painters) => {
    const text = words(each), at = reach(each, place)
    const near = painters.filter(other => meet(other.place, at))
      .map(other => `${other.own}${other.each.contains(each)}${each.contains(other.each)}${covers(other.place, at)}`)
    const kind = [each.localName, each.type, text.length === 1, /[\p{L}\p{N}]/u.test(text), off(each)]
    return number([whole, values(style, LETTERS), kind, near].join('|'))
  }

  // The elements with text that can be seen, each with its look.
  const all = () => {
    const boxes = new Map(), found = []
    for (const each of document.querySelectorAll('*')) {
      if (each.checkVisibility()) boxes.set(each, box(each, boxes.get(each.parentElement)?.whole))
    }
    const painters = [...boxes].filter(([, each]) => each.paints).map(([each, its]) => ({ each, ...its }))
    for (const [each, its] of boxes) {
      if (words(each) || each.matches(FIELDS)) found.push([each, look(each, its, painters)])
    }
    return found
  }

  // Every rule, the one of contrast for looks that are new.
  const examine = async judged => {
    const known = new Set(judged), fresh = all().filter(([, number]) => !known.has(number))
    for (const [each] of fresh) each.setAttribute('data-fresh', '')
    axe.configure({ rules: [{ id: 'color-contrast', selector: '[data-fresh]' }] })
    const { violations } = await axe.run({ resultTypes: ['violations'], preload: false })
    for (const [each] of fresh) each.removeAttribute('data-fresh')
    const faded = violations.some(each => each.id === 'color-contrast')
    return { violations, looks: faded ? [] : [...new Set(fresh.map(([, number]) => number))] }
  }
  return { examine, all }
})()
