// 依申请公开：没有脚本时每一页照样能用；有脚本时省去算术题、收起用不到的栏目
(() => {
const all = (what, of = document) => [...of.querySelectorAll(what)]
const $ = id => document.getElementById(id)

// 错误提示读出来
$('problems')?.focus()

// 打印
const print = $('print')
if (print) {
	print.hidden = false
	print.onclick = () => window.print()
}

// 只在选了某一项时才出现的栏目
const shown = () => all('[data-when]').forEach(box => {
	const [name, value] = box.dataset.when.split('=')
	box.hidden = document.querySelector(`[name=${name}]:checked`)?.value !== value && !box.querySelector('[aria-invalid]')
})
document.addEventListener('change', shown)
shown()

// 边输入边筛单位；已选的一直看得到
all('[data-filter]').forEach(input => {
	input.addEventListener('input', () => {
		const words = input.value.trim(), rows = all('.opt', $(input.dataset.filter))
		const hit = rows.filter(row => row.textContent.includes(words))
		rows.forEach(row => { row.hidden = hit.length && !hit.includes(row) && !row.firstElementChild.checked })
	})
})

// 工作量证明：只在本机算
const hex = text => Uint8Array.from(text.match(/../g), pair => parseInt(pair, 16))
const solve = async (given, says) => {
	const { most, ...challenge } = given, { nonce, salt, keyPrefix } = given.parameters
	const head = [...hex(salt), ...hex(nonce)], data = new Uint8Array(head.length + 4), want = hex(keyPrefix)
	data.set(head)
	const end = new DataView(data.buffer, head.length)
	for (let counter = 0; counter <= most; counter++) {
		end.setUint32(0, counter)
		const got = new Uint8Array(await crypto.subtle.digest('SHA-256', data))
		if (want.every((byte, at) => byte === got[at])) {
			const derivedKey = [...got].map(byte => byte.toString(16).padStart(2, '0')).join('')
			return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
		}
		if (counter % 250 === 0) says.textContent = `正在核对不是机器提交… ${Math.round(100 * counter / most)}%`
	}
}
all('.proof').forEach(box => {
	if (!window.crypto?.subtle) return
	const form = box.closest('form'), says = box.querySelector('.working'), sum = box.querySelector('.sum')
	sum.hidden = true
	const work = solve(JSON.parse(box.dataset.challenge), says).then(payload => {
		form.elements.altcha.value = payload
		says.textContent = ''
	})
	let sent
	form.addEventListener('submit', async event => {
		if (sent) return event.preventDefault()
		sent = 1
		if (form.elements.altcha.value) return
		event.preventDefault()
		says.hidden = false
		await work
		form.submit()
	})
})
})()
