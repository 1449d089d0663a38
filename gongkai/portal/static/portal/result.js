// 意见对齐格子；看出处时焦点跟去，关闭时回来。没有脚本时都是普通链接
(() => {
const find = id => document.getElementById(id)
const lay = wrap => {
	const [box, margin] = wrap.firstElementChild.children, wires = wrap.lastElementChild, cards = [...margin.children]
	if (!cards[0]) return
	margin.classList.add('on')
	const o = wrap.getBoundingClientRect(), b = box.getBoundingClientRect(), x = b.right - o.left, left = margin.offsetLeft
	const at = cards.map(c => find(c.dataset.for)).map(t => box.contains(t) && t.getBoundingClientRect())
	const high = cards.map(c => c.offsetHeight + 12), y = []
	let end = 0, paths = ''
	high.forEach((h, i) => {
		y[i] = Math.max(end, at[i] ? at[i].top - o.top - 14 : 0)
		end = y[i] + h
	})
	end = Math.max(b.height + 12, high.reduce((a, h) => a + h))
	for (let i = y.length; i--;) end = y[i] = Math.min(y[i], end - high[i])
	cards.forEach((c, i) => {
		c.style.top = y[i] + 'px'
		if (!at[i]) return
		const m = at[i].top - o.top + at[i].height / 2, lane = x + 4 + i * 4 % 12, w = `class="w-${c.className.slice(-1)}"`
		paths += `<path ${w} d="M${x} ${m}C${lane} ${m} ${lane} ${y[i] + 22} ${left} ${y[i] + 22}"/><circle ${w} cx="${x}" cy="${m}" r="2.5"/>`
	})
	margin.style.setProperty('--h', y.pop() + high.pop() + 'px')
	wires.innerHTML = paths
}
const all = () => document.querySelectorAll('.t3wrap').forEach(lay)

const open = () => document.querySelector('.src:target')
const cell = panel => find(panel.lastElementChild.hash.slice(1))
const follow = () => {
	const panel = open()
	document.querySelectorAll('.sel').forEach(was => was.classList.remove('sel'))
	if (!panel) return
	cell(panel).classList.add('sel')
	panel.focus({ preventScroll: true })
}
onhashchange = follow
onclick = onkeydown = e => {
	const panel = open(), top = scrollY
	if (!panel || !(e.key === 'Escape' || e.type === 'click' && e.target.matches('.x'))) return
	e.preventDefault()
	location.hash = cell(panel).id
	scrollTo({ top, behavior: 'instant' })
	find(location.hash.slice(1)).querySelector('a').focus({ preventScroll: true })
}
onresize = all
onload = () => all(follow())
addEventListener('toggle', all, true)
})()
