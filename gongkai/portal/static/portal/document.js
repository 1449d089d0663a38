// 文件页：字号、朗读、打印、复制。没有脚本时这些按钮不出现
(() => {
const $ = id => document.getElementById(id), all = what => [...document.querySelectorAll(what)]
const root = document.documentElement

const sizes = all('[data-type]')
const size = value => {
	value ? root.dataset.type = value : delete root.dataset.type
	sizes.forEach(button => button.setAttribute('aria-pressed', button.dataset.type === value))
}
$('type').hidden = false
try {
	size(localStorage.type || '')
} catch (e) {}
sizes.forEach(button => button.onclick = () => {
	size(button.dataset.type)
	try {
		localStorage.type = button.dataset.type
	} catch (e) {}
})

$('print').hidden = false
$('print').onclick = () => window.print()

all('[data-copy]').forEach(button => {
	button.hidden = false
	button.onclick = async () => {
		const from = $(button.dataset.copy)
		from.select()
		try {
			await navigator.clipboard.writeText(from.value)
		} catch (e) {
			document.execCommand('copy')
		}
		$('copied').textContent = '已经复制。'
	}
})

// 朗读：一段一段地读，读到哪里标到哪里
const voice = window.speechSynthesis
if (!voice || !window.SpeechSynthesisUtterance) return
const read = $('read'), stop = $('stop'), word = read.querySelector('span')
let rest = [], now
const mark = to => {
	now?.classList.remove('now-read')
	now = to
	now?.classList.add('now-read')
	now?.scrollIntoView({ block: 'nearest' })
}
const end = () => {
	rest = []
	mark(null)
	voice.cancel()
	word.textContent = '朗读'
	stop.hidden = true
}
const next = () => {
	const part = rest.shift()
	if (!part) return end()
	const said = new SpeechSynthesisUtterance(part.innerText)
	said.lang = 'zh-CN'
	said.onend = () => now === part && next()
	said.onerror = () => now === part && end()
	mark(part)
	voice.speak(said)
}
read.hidden = false
read.onclick = () => {
	if (!now) {
		voice.cancel()
		rest = [document.querySelector('.doc h1'), ...all('#text>p,#text>h2,#text>h3,#text td,#text th')]
		word.textContent = '暂停'
		stop.hidden = false
		next()
	} else if (voice.paused) {
		voice.resume()
		word.textContent = '暂停'
	} else {
		voice.pause()
		word.textContent = '继续'
	}
}
stop.onclick = end
addEventListener('pagehide', () => voice.cancel())
})()
