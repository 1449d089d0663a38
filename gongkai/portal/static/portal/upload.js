// 拖放、逐个上传、进度。没有脚本时表单照样能用
(() => {
const $ = id => document.getElementById(id)
const form = $('upload'), input = $('id_report'), drop = $('drop'), queue = $('queue'), rest = $('rest')
let tokens, failed, busy

const send = (name, url, data) => new Promise(done => {
	const li = $('row').content.firstElementChild.cloneNode(true), [b, bar, say, stop] = li.children
	const end = (text, bad) => {
		say.textContent = text
		li.className = bad ? 'bad' : 'ok'
		if (bad) done(failed = 1)
	}
	b.textContent = name
	queue.append(li)
	if (!url) return end('超过 30 MB，请只留年度报告', 1)
	const x = new XMLHttpRequest()
	x.upload.onprogress = e => {
		bar.value = 100 * e.loaded / e.total
		say.textContent = `正在上传 ${bar.value | 0}%`
	}
	x.upload.onload = () => {
		bar.removeAttribute('value')
		say.textContent = '正在读取…'
	}
	x.onload = () => done({ x, end })
	x.onerror = x.onabort = e => end(e.type === 'abort' ? '已取消' : '没有传上去，请重试', 1)
	stop.onclick = () => x.abort()
	x.open('POST', url)
	x.send(data)
})

const one = async file => {
	const data = new FormData(form)
	data.set('report', file)
	const { x, end } = await send(file.name, file.size <= form.dataset.bytes && form.dataset.one, data)
	if (x) try {
		const { readings, problems } = JSON.parse(x.response)
		tokens.push(...readings.map(each => each.token))
		end([...readings.map(each => each.line), ...problems].join('；'), problems.length)
	} catch (e) { end('没有读成，请刷新后重试', 1) }
}

const keep = async () => {
	const { x } = await send('全部文件', form.action, new FormData(form))
	if (x) /kept/.test(x.responseURL) ? location = x.responseURL : form.submit()
}

const go = () => {
	input.disabled = true
	for (const value of tokens) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'token', value }))
	form.submit()
}

const start = async () => {
	const files = [...input.files], most = form.dataset.files, many = files.length > most
	queue.textContent = ''
	tokens = []
	failed = 0
	rest.hidden = true
	$('status').textContent = many ? `一次最多 ${most} 个文件` : ''
	if (many) return
	busy = 1
	if ($('id_keep').checked) await keep()
	else for (const file of files) await one(file)
	busy = 0
	if (!tokens.length) return
	if (!failed) return go()
	rest.hidden = false
	rest.focus()
}

form.onsubmit = e => {
	if (!input.files.length) return
	e.preventDefault()
	busy || start()
}
rest.onclick = go
drop.ondragover = drop.ondragleave = drop.ondrop = e => {
	e.preventDefault()
	drop.classList.toggle('over', e.type === 'dragover')
	const { files } = e.dataTransfer
	if (e.type !== 'drop' || busy || !files.length) return
	input.files = files
	start()
}
onpageshow = e => e.persisted && location.reload()
})()
