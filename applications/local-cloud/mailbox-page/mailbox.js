// SPDX-License-Identifier: MIT

/** All text of mails is set as text, never as HTML. Only the frame, which is a sandbox, shows a mail's HTML. */

const LIMIT = 500;
const element = id => document.getElementById(id);
const chosenId = () => location.hash.slice(1);

let shownId = '';

async function load(path) {
    const response = await fetch(path, { cache: 'no-store' });
    return response.ok ? response.json() : undefined;
}

function line(className, text) {
    const span = document.createElement('span');
    span.className = className;
    span.textContent = text;
    return span;
}

const nameOf = address => (address === null ? 'unknown' : address.Name || address.Address);
const listOf = addresses => addresses.map(({ Name, Address }) => (Name ? `${Name} <${Address}>` : Address)).join(', ');

function row(mail) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.id = mail.ID;
    const arrived = new Date(mail.Created).toLocaleTimeString();
    const subject = line(mail.Read ? 'subject' : 'subject unread', mail.Subject || '(no subject)');
    if (!mail.Read) {
        subject.append(line('about', 'unread'));
    }
    button.append(
        subject,
        line('about', `${listOf([...mail.To, ...mail.Cc, ...mail.Bcc])} · ${arrived} · from ${nameOf(mail.From)}`),
        line('snippet', mail.Snippet)
    );
    button.addEventListener('click', () => (location.hash = mail.ID));
    const item = document.createElement('li');
    item.append(button);
    return item;
}

function markChosen() {
    for (const button of element('mails').querySelectorAll('button')) {
        button.setAttribute('aria-current', String(button.dataset.id === chosenId()));
    }
}

async function showList() {
    const list = await load(`/api/v1/messages?limit=${LIMIT}`);
    if (list === undefined) {
        return;
    }
    const focused = document.activeElement?.dataset?.id;
    element('mails').replaceChildren(...list.messages.map(row));
    element('count').textContent = `(${list.total})`;
    element('empty').hidden = list.total > 0;
    element('delete-all').hidden = list.total === 0;
    document.title = list.unread > 0 ? `(${list.unread}) Mailbox` : 'Mailbox';
    markChosen();
    [...element('mails').querySelectorAll('button')].find(button => button.dataset.id === focused)?.focus();
}

function showView(view) {
    element('html').hidden = view !== 'html';
    element('text').hidden = view !== 'text';
    for (const name of ['html', 'text']) {
        const tab = element(`show-${name}`);
        tab.setAttribute('aria-selected', String(name === view));
        tab.tabIndex = name === view ? 0 : -1;
    }
}

function showFacts(mail) {
    const facts = [
        ['From', mail.From === null ? '' : listOf([mail.From])],
        ['To', listOf(mail.To)],
        ['Cc', listOf(mail.Cc)],
        ['Bcc', listOf(mail.Bcc)],
        ['Date', new Date(mail.Date).toLocaleString()],
        ['Attachments', [...mail.Attachments, ...mail.Inline].map(part => part.FileName || part.ContentType).join(', ')]
    ];
    element('facts').replaceChildren(
        ...facts
            .filter(([, value]) => value !== '')
            .flatMap(([name, value]) => {
                const [term, description] = [document.createElement('dt'), document.createElement('dd')];
                term.textContent = name;
                description.textContent = value;
                return [term, description];
            })
    );
}

async function showMail() {
    const id = chosenId();
    if (id === shownId) {
        return;
    }
    shownId = id;
    const mail = id === '' ? undefined : await load(`/api/v1/message/${encodeURIComponent(id)}`);
    if (id !== chosenId()) {
        return;
    }
    element('mail').hidden = mail === undefined;
    markChosen();
    if (mail === undefined) {
        element('state').textContent = id === '' ? '' : 'This mail no longer exists.';
        return;
    }
    element('state').textContent = '';
    element('subject').textContent = mail.Subject || '(no subject)';
    showFacts(mail);
    element('text').textContent = mail.Text || 'This mail has no text.';
    element('html').src = mail.HTML === '' ? 'about:blank' : `/view/${encodeURIComponent(mail.ID)}.html`;
    element('views').hidden = mail.HTML === '';
    showView(mail.HTML === '' ? 'text' : 'html');
    element('mail').focus();
}

/** Moves the focus in the list with the arrow keys. */
function moveInList(event) {
    const buttons = [...element('mails').querySelectorAll('button')];
    const index = buttons.indexOf(document.activeElement);
    const targets = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: buttons.length - 1 };
    const target = buttons[targets[event.key]];
    if (target !== undefined) {
        event.preventDefault();
        target.focus();
    }
}

element('mails').addEventListener('keydown', moveInList);
element('show-html').addEventListener('click', () => showView('html'));
element('show-text').addEventListener('click', () => showView('text'));
element('views').addEventListener('keydown', event => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        const view = element('html').hidden ? 'html' : 'text';
        showView(view);
        element(`show-${view}`).focus();
    }
});
element('back').addEventListener('click', () => (location.hash = ''));
document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && chosenId() !== '') {
        const id = chosenId();
        location.hash = '';
        element('mails')
            .querySelector(`[data-id="${CSS.escape(id)}"]`)
            ?.focus();
    }
});
element('delete-all').addEventListener('click', async () => {
    await fetch('/api/v1/messages', { method: 'DELETE' });
    location.hash = '';
});
addEventListener('hashchange', () => void showMail());

const changes = new EventSource('/changes');
changes.addEventListener('message', () => void showList());
changes.addEventListener('open', () => {
    element('state').textContent = '';
    void showList();
});
changes.addEventListener('error', () => {
    element('state').textContent = 'The local cloud does not answer. This page tries again by itself.';
});
await showList();
await showMail();
