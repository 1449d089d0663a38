// 每一页：长者模式、按 / 到检索框、边输入边提示；没有脚本时是链接和表单
(() => {
const $ = id => document.getElementById(id), root = document.documentElement, find = $('find'), elder = $('elder')

elder.onclick = event => {
	event.preventDefault()
	const on = root.dataset.size !== 'xl'
	on ? root.dataset.size = 'xl' : delete root.dataset.size
	document.cookie = `elder=${+on};path=${elder.dataset.path};max-age=31536000;samesite=lax`
	elder.textContent = on ? '标准模式' : '长者模式'
}

const first = find || $('q')
document.addEventListener('keydown', event => {
	if (event.key !== '/' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
	if (!first || event.target.closest('input,textarea,select')) return
	event.preventDefault()
	first.focus()
})

const form = find?.form
if (!form) return
const list = document.createElement('ul')
const say = (to, pairs) => Object.entries(pairs).forEach(([name, value]) => to.setAttribute(name, value))
say(list, { id: 'hints', class: 'hints', role: 'listbox', 'aria-label': '检索提示', hidden: '' })
form.append(list)
say(find, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'hints', 'aria-expanded': false })

let timer, at, typed
const open = on => {
	list.hidden = !on
	at = list.children.length
	say(find, { 'aria-expanded': on, 'aria-activedescendant': '' })
}
const go = step => {
	const rows = [...list.children], many = rows.length + 1
	at = (at + step + many) % many
	rows.forEach((row, n) => say(row, { 'aria-selected': n === at }))
	find.value = rows[at]?.textContent ?? typed
	say(find, { 'aria-activedescendant': rows[at]?.id ?? '' })
}
const ask = async () => {
	typed = find.value
	const words = typed.trim()
	if (words.length < 2) return open(false)
	try {
		const [given, titles] = await (await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(words)}`)).json()
		if (given !== find.value.trim() || document.activeElement !== find) return
		list.replaceChildren(...titles.map((title, n) => {
			const row = document.createElement('li')
			row.textContent = title
			say(row, { id: `hint${n}`, role: 'option', 'aria-selected': false })
			row.onmousedown = event => {
				event.preventDefault()
				find.value = title
				form.submit()
			}
			return row
		}))
		open(titles.length > 0)
	} catch (e) {
		open(false)
	}
}
const later = event => {
	clearTimeout(timer)
	if (!event.isComposing) timer = setTimeout(ask, 180)
}
find.oninput = later
find.addEventListener('compositionend', later)
find.onblur = () => open(false)
find.onkeydown = event => {
	if (event.isComposing || list.hidden) return
	if (event.key === 'ArrowDown') go(1)
	else if (event.key === 'ArrowUp') go(-1)
	else if (event.key === 'Escape') open(false)
	else return
	event.preventDefault()
}
})()
