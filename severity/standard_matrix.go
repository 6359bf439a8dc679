package severity

// ITIL returns the matrix of impact and urgency, each High, Medium or Low, that
// gives the five levels of [Priority]:
//
//	             urgency High   Medium     Low
//	impact High   P1 critical   P2 major   P3 moderate
//	Medium        P2 major      P3         P4 minor
//	Low           P3 moderate   P4 minor   P5 trivial
//
// It is the "simple priority coding system" of ITIL, "Service Operation" (2007 and
// 2011), section 4.2.5.4, and what the incident form of ServiceNow comes with,
// whose spelling "1 - High" is read too. A team with another one makes it with
// [NewMatrix].
func ITIL() Matrix {
	return Matrix{
		impact:  Scale{name: "impact", words: itilWords},
		urgency: Scale{name: "urgency", words: itilWords},
		rows:    itilRows,
	}
}

// The tables of the matrix above, worst first. Nothing writes to them.

var itilWords = []Word{
	{Level: Major, Name: "High", Aliases: []string{"1 - High"}},
	{Level: Moderate, Name: "Medium", Aliases: []string{"2 - Medium"}},
	{Level: Minor, Name: "Low", Aliases: []string{"3 - Low"}},
}

var itilRows = [][]Level{
	{Critical, Major, Moderate},
	{Major, Moderate, Minor},
	{Moderate, Minor, Trivial},
}
