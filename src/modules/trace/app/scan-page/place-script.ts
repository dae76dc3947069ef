/**
 * 大致位置 The only script of the scan page: a button, shown where the browser can say where it is, that asks before it does and
 * rounds to a tenth of a degree (about 10 km) before anything leaves the phone.
 */
export const PLACE_SCRIPT = `'use strict'
{
  const place = document.getElementById('place')
  const button = place && place.querySelector('button')
  if (button && navigator.geolocation) {
    place.hidden = false
    const say = (text) => { button.remove(); place.append(text) }
    const tenth = (degrees) => Math.round(degrees * 10) / 10
    button.addEventListener('click', () => {
      button.disabled = true
      navigator.geolocation.getCurrentPosition(
        ({ coords }) =>
          fetch(place.dataset.to, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ lon: tenth(coords.longitude), lat: tenth(coords.latitude) }),
          }).then(
            ({ ok }) => say(ok ? place.dataset.done : place.dataset.failed),
            () => say(place.dataset.failed),
          ),
        () => say(place.dataset.failed),
        { timeout: 20000, maximumAge: 600000 },
      )
    })
  }
}
`
