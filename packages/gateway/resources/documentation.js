// SPDX-License-Identifier: MIT

/** An element with properties and children; text never becomes markup. */
function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter(child => child !== undefined));
    return made;
}

/** What stands between backticks becomes code. */
function prose(text = '') {
    return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 0 ? part : element('code', {}, part)));
}

/** The schema itself, where it is only referred to. */
function resolve(contract, schema = {}) {
    const name = /^#\/components\/schemas\/(.+)$/.exec(schema.$ref ?? '')?.[1];
    return name === undefined ? schema : contract.components.schemas[name];
}

/** A body to begin with. */
function exampleOf(contract, schema) {
    const { type, properties = {}, enum: values, items } = resolve(contract, schema);
    if (values !== undefined) {
        return values[0];
    }
    if (type === 'object') {
        return Object.fromEntries(
            Object.entries(properties).map(([name, property]) => [name, exampleOf(contract, property)])
        );
    }
    return { array: [items === undefined ? '' : exampleOf(contract, items)], integer: 0, boolean: false }[type] ?? '';
}

function parameterField(parameter) {
    const input = element('input', { name: parameter.name, required: parameter.required ?? false });
    input.dataset.in = parameter.in;
    const description = parameter.description ?? parameter.schema?.description;
    const caption = [parameter.name, parameter.required ? 'required' : undefined, description].filter(Boolean);
    return element('label', {}, element('span', {}, ...prose(caption.join(' — '))), input);
}

/** Sends what the form holds, and shows the answer as it came. */
async function send({ path, method }, form, answer, token) {
    const headers = token === '' ? {} : { Authorization: `Bearer ${token}` };
    const query = new URLSearchParams();
    let address = path;
    for (const { name, value, dataset } of form.querySelectorAll('input')) {
        if (dataset.in === 'path') {
            address = address.replace(`{${name}}`, encodeURIComponent(value));
        } else if (value !== '' && dataset.in === 'query') {
            query.set(name, value);
        } else if (value !== '') {
            headers[name] = value;
        }
    }
    const body = form.querySelector('textarea')?.value;
    if (body !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    const search = query.size === 0 ? '' : `?${query}`;
    const response = await fetch(address + search, { method: method.toUpperCase(), headers, body });
    const text = await response.text();
    const received = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json') && text !== '';
    const shown = isJson ? JSON.stringify(JSON.parse(text), null, 2) : text;
    answer.textContent = `${response.status}\n${received}\n\n${shown}`;
}

function operationElement(contract, path, method, operation, token) {
    const parameters = operation.parameters ?? [];
    const bodySchema = operation.requestBody?.content['application/json']?.schema;
    const answer = element('pre', { hidden: true });
    const form = element(
        'form',
        {},
        ...parameters.map(parameterField),
        bodySchema === undefined
            ? undefined
            : element(
                  'label',
                  {},
                  'Body',
                  element('textarea', { value: JSON.stringify(exampleOf(contract, bodySchema), null, 2) })
              ),
        element('button', {}, 'Send')
    );
    form.addEventListener('submit', event => {
        event.preventDefault();
        answer.hidden = false;
        answer.textContent = 'Sending…';
        send({ path, method }, form, answer, token.value.trim()).catch(error => {
            answer.textContent = `No answer: ${error.message}`;
        });
    });
    const responses = Object.entries(operation.responses).map(([status, { description }]) =>
        element('tr', {}, element('th', {}, status), element('td', {}, ...prose(description)))
    );
    return element(
        'details',
        { id: operation.operationId },
        element(
            'summary',
            {},
            element('span', { className: 'method' }, method.toUpperCase()),
            ' ',
            element('code', {}, path),
            ' — ',
            ...prose(operation.summary)
        ),
        element('p', {}, ...prose(operation.description)),
        element('table', {}, ...responses),
        form,
        answer
    );
}

async function show(main) {
    const contract = await (await fetch('/api/v1/openapi.json')).json();
    const token = element('input', { type: 'password', autocomplete: 'off' });
    const byTag = new Map();
    for (const [path, operations] of Object.entries(contract.paths)) {
        for (const [method, operation] of Object.entries(operations)) {
            const [tag = 'Other'] = operation.tags ?? [];
            byTag.set(tag, [...(byTag.get(tag) ?? []), operationElement(contract, path, method, operation, token)]);
        }
    }
    main.replaceChildren(
        element('h1', {}, `${contract.info.title} REST API v${contract.info.version}`),
        element('p', {}, ...prose(contract.info.description)),
        element('label', {}, 'Access token or API key; it stays in this page', token),
        ...[...byTag].map(([tag, elements]) => element('section', {}, element('h2', {}, tag), ...elements))
    );
}

const main = document.getElementById('main');
show(main).catch(error => {
    main.textContent = `The API cannot be read: ${error.message}`;
});
