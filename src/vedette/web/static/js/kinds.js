// Which sign stands for which kind of event, and which filling for which rung.

const KINDS = { "air-strike": "air", "chemical-attack": "air", shelling: "fire", explosive: "bomb", "suicide-bombing": "bomb", grenade: "bomb",
  "armed-clash": "clash", "territory-gained": "clash", "territory-transferred": "clash", attack: "harm", abduction: "harm", "sexual-violence": "harm",
  arrests: "harm", "mob-violence": "harm", "excessive-force": "harm" };
const MARKS = { confirmed: "full", conceded: "full", corroborated: "full", reported: "half", claimed: "ring", contested: "split", retracted: "gone", discounted: "gone" };

export const shapeOf = (kind) => KINDS[kind] ?? "other";
export const markOf = (rung) => MARKS[rung] ?? "ring";
export const kindsOf = (shape) => Object.keys(KINDS).filter((kind) => KINDS[kind] === shape);
